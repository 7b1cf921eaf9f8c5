package app.countersign.bench;

import java.util.Arrays;

/** How long things took, in nanoseconds. */
final class ChatTimes {
  private long[] nanos = new long[1 << 16];
  private int size;

  synchronized void add(long took) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = took;
  }

  synchronized void clear() {
    size = 0;
  }

  synchronized double[] millis() {
    return Arrays.stream(nanos, 0, size).mapToDouble(each -> each / 1e6).toArray();
  }
}
