package app.countersign.bench;

import java.util.Arrays;

/**
 * How long an operation took, many times over.
 *
 * @param sorted each time in nanoseconds, the shortest first
 * @param elapsedNanos from the first call to the last answer, all callers together
 */
record Sample(long[] sorted, long elapsedNanos) {
  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final double NANOS_PER_SECOND = 1_000_000_000;

  static Sample of(long[] nanos, long elapsedNanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Sample(sorted, elapsedNanos);
  }

  int count() {
    return sorted.length;
  }

  /** The time in milliseconds that so many of a hundred calls did not exceed. */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / NANOS_PER_MILLI;
  }

  /** The mean in milliseconds. */
  double mean() {
    return Arrays.stream(sorted).average().orElseThrow() / NANOS_PER_MILLI;
  }

  /** Calls a second. */
  double rate() {
    return sorted.length * NANOS_PER_SECOND / elapsedNanos;
  }
}
