package app.countersign.survive;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of many calls; for many threads. */
final class Tally {
  private final ConcurrentLinkedQueue<Long> admitted = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> shed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile long begun;
  private volatile long sent;
  private volatile long ended;

  /** Begins to count the time; answers when that was. */
  long begin() {
    begun = System.nanoTime();
    return begun;
  }

  /** The last call was sent. */
  void sent() {
    sent = System.nanoTime();
  }

  void end() {
    ended = System.nanoTime();
  }

  void admitted(long nanos) {
    admitted.add(nanos);
  }

  void shed(long nanos) {
    shed.add(nanos);
  }

  void failed(String what) {
    failed.incrementAndGet();
    if (failures.size() < 10) {
      failures.add(what);
    }
  }

  int admitted() {
    return admitted.size();
  }

  int shed() {
    return shed.size();
  }

  int failed() {
    return failed.get();
  }

  int calls() {
    return admitted() + shed() + failed();
  }

  /** The first that were neither answered nor clearly refused. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Calls a second that were answered. */
  double answeredPerSecond() {
    return admitted() / ((ended - begun) / 1e9);
  }

  /** Calls a second that were sent. */
  double sentPerSecond() {
    return calls() / (((sent == 0 ? ended : sent) - begun) / 1e9);
  }

  /** Of the answered calls, in milliseconds. */
  double answeredMillis(double percent) {
    return percentile(admitted, percent);
  }

  /** Of the refused calls, in milliseconds. */
  double shedMillis(double percent) {
    return percentile(shed, percent);
  }

  @Override
  public String toString() {
    return "%,.0f sent/s, %,.0f answered/s (p50 %.0f ms, p99 %.0f ms), %,d refused (p50 %.0f ms, p99 %.0f ms), %d failed"
        .formatted(
            sentPerSecond(),
            answeredPerSecond(),
            answeredMillis(50),
            answeredMillis(99),
            shed(),
            shedMillis(50),
            shedMillis(99),
            failed());
  }

  private static double percentile(Iterable<Long> times, double percent) {
    long[] nanos = new long[1024];
    int count = 0;
    for (long time : times) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = time;
    }
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.clamp((int) Math.ceil(percent / 100 * count) - 1, 0, count - 1)] / 1e6;
  }
}
