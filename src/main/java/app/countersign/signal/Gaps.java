package app.countersign.signal;

import java.util.Arrays;
import java.util.List;

/** Days between rows that follow each other. Rows of one day are kept and lie 0 days apart. */
final class Gaps {
  private Gaps() {}

  /** Twice the median gap of at least two rows in the order of their days. */
  static long twiceMedian(List<LedgerRow> rows) {
    var gaps = new long[rows.size() - 1];
    for (int index = 0; index < gaps.length; index++) {
      gaps[index] = rows.get(index + 1).day() - rows.get(index).day();
    }
    Arrays.sort(gaps);
    return Median.twiceOf(gaps);
  }
}
