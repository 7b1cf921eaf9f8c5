package app.countersign.bench.desk;

import java.util.Arrays;

/**
 * What came of calls.
 *
 * @param calls how many there were
 * @param perSecond how many a second
 * @param p50 the middle call's time in milliseconds
 * @param p99 the time in milliseconds that one in a hundred took longer than
 */
record Rate(long calls, double perSecond, double p50, double p99) {
  /** Of each call's time, in any order, and how long they took in all. */
  static Rate of(long[] nanos, double seconds) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Rate(
        sorted.length,
        sorted.length / seconds,
        percentile(sorted, 50) / 1e6,
        percentile(sorted, 99) / 1e6);
  }

  private static long percentile(long[] sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }
}
