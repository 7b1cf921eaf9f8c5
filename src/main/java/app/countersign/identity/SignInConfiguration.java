package app.countersign.identity;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How signing in is guarded, and how long it lasts.
 *
 * @param maxFailures after so many failures in a row an address is locked
 * @param lockDuration for how long; failures older than this are forgotten
 * @param concurrentAttempts how many passwords are hashed at once
 * @param longestWait how long an attempt waits for its turn
 * @param accessLifetime how long an access token works
 * @param sessionLifetime how long a session lasts, however often it is refreshed
 * @param pageLifetime how long a page of the server stays open to a person
 * @param standingAge for how long another server may still take a revoked token, 5 s at most
 */
@ConfigurationProperties("countersign.sign-in")
public record SignInConfiguration(
    @Bindable(defaultValue = "5") int maxFailures,
    @Bindable(defaultValue = "PT15M") Duration lockDuration,
    @Bindable(defaultValue = "4") int concurrentAttempts,
    @Bindable(defaultValue = "PT5S") Duration longestWait,
    @Bindable(defaultValue = "PT10M") Duration accessLifetime,
    @Bindable(defaultValue = "PT12H") Duration sessionLifetime,
    @Bindable(defaultValue = "PT8H") Duration pageLifetime,
    @Bindable(defaultValue = "PT3S") Duration standingAge) {
  private static final Duration OLDEST_STANDING = Duration.ofSeconds(5);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public SignInConfiguration {
    if (maxFailures < 1 || concurrentAttempts < 1) {
      throw new IllegalArgumentException(
          "countersign.sign-in.max-failures and concurrent-attempts must be at least 1");
    }
    requirePositive("lock-duration", lockDuration);
    requirePositive("access-lifetime", accessLifetime);
    requirePositive("session-lifetime", sessionLifetime);
    requirePositive("page-lifetime", pageLifetime);
    if (longestWait.isNegative()
        || standingAge.isNegative()
        || standingAge.compareTo(OLDEST_STANDING) > 0) {
      throw new IllegalArgumentException(
          "countersign.sign-in.standing-age must be 0 to 5 s, longest-wait not negative");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("countersign.sign-in." + name + " must be positive");
    }
  }
}
