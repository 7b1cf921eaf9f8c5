package app.countersign.remote;

import java.time.Duration;

/**
 * How patiently a service is asked.
 *
 * @param timeout for one attempt, its whole answer included
 * @param attempts how often one question is asked, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 * @param mostBytes the longest answer that is read, unpacked
 * @param connectTimeout for a connection
 */
public record Patience(
    Duration timeout, int attempts, Duration firstBackoff, int mostBytes, Duration connectTimeout) {
  private static final int MOST_ATTEMPTS = 10;

  /**
   * Checks that it makes sense.
   *
   * @throws IllegalArgumentException naming what does not
   */
  public Patience {
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts must be 1 to 10");
    }
    if (!timeout.isPositive() || !connectTimeout.isPositive() || firstBackoff.isNegative()) {
      throw new IllegalArgumentException("timeout must be more than nothing");
    }
  }

  /** Connections are waited for as long as an attempt. */
  public Patience(Duration timeout, int attempts, Duration firstBackoff, int mostBytes) {
    this(timeout, attempts, firstBackoff, mostBytes, timeout);
  }

  /** The wait after so many failed attempts. */
  Duration backoff(int failedAttempts) {
    return firstBackoff.multipliedBy(1L << (failedAttempts - 1));
  }
}
