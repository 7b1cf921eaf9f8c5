package app.countersign.remote;

import java.time.Duration;

/**
 * How patiently a service is asked: made and checked by {@link ServiceSettings}.
 *
 * @param timeout for one attempt, its whole answer included
 * @param attempts how often one question is asked, 1 to 10
 * @param firstBackoff the wait before the second attempt; it doubles with each further one
 * @param mostBytes the longest answer that is read, unpacked
 * @param connectTimeout for a connection
 */
public record Patience(
    Duration timeout, int attempts, Duration firstBackoff, int mostBytes, Duration connectTimeout) {
  /** The wait after so many failed attempts. */
  Duration backoff(int failedAttempts) {
    return firstBackoff.multipliedBy(1L << (failedAttempts - 1));
  }
}
