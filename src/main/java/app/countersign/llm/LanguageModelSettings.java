package app.countersign.llm;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How language models are asked, whoever serves them.
 *
 * @param order who is asked first, and who next when that one fails
 * @param deadline the most that one call may take, retries and other providers included
 * @param attemptTimeout the most that one attempt may take, so that time is left for another
 *     provider; null for all the time that is left
 * @param maxAttempts how often one provider is asked in one call
 * @param retryWait the unit of waiting: before attempt n + 1 it is waited this times 2^n after a
 *     rate limit that names no time, and this times 2^(n - 1) after any other failure
 * @param breakerFailures after how many failed calls in a row a provider is left alone
 * @param breakerWait how long it is left alone, before one call tries it again
 * @param dailySpendLimitUsd the most that this server spends on a day in UTC, in US dollars; null
 *     for no limit
 */
@ConfigurationProperties("countersign.llm")
public record LanguageModelSettings(
    @Bindable(defaultValue = "ANTHROPIC,OPENAI,BEDROCK") List<Provider> order,
    @Bindable(defaultValue = "PT10S") Duration deadline,
    @Nullable Duration attemptTimeout,
    @Bindable(defaultValue = "3") int maxAttempts,
    @Bindable(defaultValue = "PT1S") Duration retryWait,
    @Bindable(defaultValue = "5") int breakerFailures,
    @Bindable(defaultValue = "PT60S") Duration breakerWait,
    @Nullable BigDecimal dailySpendLimitUsd) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public LanguageModelSettings {
    order = List.copyOf(order);
    require(order.size() == order.stream().distinct().count(), "order names a provider twice");
    require(deadline.isPositive(), "deadline must be above zero");
    require(
        attemptTimeout == null || attemptTimeout.isPositive(),
        "attempt-timeout must be above zero");
    require(maxAttempts >= 1, "max-attempts must be at least 1");
    require(!retryWait.isNegative(), "retry-wait must not be negative");
    require(breakerFailures >= 1, "breaker-failures must be at least 1");
    require(breakerWait.toMillis() >= 1, "breaker-wait must be above zero");
    require(
        dailySpendLimitUsd == null || dailySpendLimitUsd.signum() >= 0,
        "daily-spend-limit-usd must not be negative");
  }

  private static void require(boolean isRight, String message) {
    if (!isRight) {
      throw new IllegalArgumentException("countersign.llm." + message);
    }
  }
}
