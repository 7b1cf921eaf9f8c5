package app.countersign.llm;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an answer took, all attempts included.
 *
 * @param provider who gave the answer
 * @param model as the provider names it
 * @param promptTokens of the questions; null when a provider did not say
 * @param completionTokens of the answers; null when a provider did not say
 * @param costUsd in US dollars, six decimals; null when prices or tokens are unknown
 * @param duration of the whole call
 * @param attempts how many requests were sent, to whichever provider
 */
public record ModelUse(
    Provider provider,
    String model,
    @Nullable Integer promptTokens,
    @Nullable Integer completionTokens,
    @Nullable BigDecimal costUsd,
    Duration duration,
    int attempts) {}
