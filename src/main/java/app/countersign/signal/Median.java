package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;

/**
 * Exact medians: of an even number of values the mean of the two in the middle, never cut to a
 * whole number. The values have to be in ascending order.
 */
final class Median {
  private Median() {}

  /** Twice the median of whole numbers, which is always a whole number itself. */
  static long twiceOf(long[] ascending) {
    int count = ascending.length;
    if (count == 0) {
      throw new IllegalArgumentException("nothing has no median");
    }
    return ascending[(count - 1) / 2] + ascending[count / 2];
  }

  static Ratio of(List<BigDecimal> ascending) {
    int count = ascending.size();
    if (count == 0) {
      throw new IllegalArgumentException("nothing has no median");
    }
    return Ratio.of(ascending.get((count - 1) / 2).add(ascending.get(count / 2)), 2);
  }
}
