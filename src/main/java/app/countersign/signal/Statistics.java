package app.countersign.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum and sum of squares of some amounts, enough for the mean and for the sample standard
 * deviation s, where s² = (n·Σx² − (Σx)²) / (n·(n − 1)).
 */
record Statistics(int count, BigDecimal sum, BigDecimal sumOfSquares) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static Statistics of(Iterable<BigDecimal> amounts) {
    int count = 0;
    var sum = BigDecimal.ZERO;
    var sumOfSquares = BigDecimal.ZERO;
    for (var amount : amounts) {
      count++;
      sum = sum.add(amount);
      sumOfSquares = sumOfSquares.add(amount.multiply(amount));
    }
    return new Statistics(count, sum, sumOfSquares);
  }

  /** The mean; there has to be at least one amount. */
  Ratio mean() {
    return Ratio.of(sum, count);
  }

  /**
   * Whether s / mean ≤ 10 %, inclusive and without any rounding: squared and cleared of fractions
   * it reads 100·n·(n·Σx² − (Σx)²) ≤ (n − 1)·(Σx)².
   */
  boolean isDispersedAtMostTenPercent() {
    if (count < 2) {
      return true;
    }
    var left = HUNDRED.multiply(BigDecimal.valueOf(count)).multiply(scatter());
    return left.compareTo(BigDecimal.valueOf(count - 1L).multiply(sum).multiply(sum)) <= 0;
  }

  /**
   * s in percent of the mean, rounded; null for fewer than two amounts or a mean not above zero.
   */
  @Nullable BigDecimal variationPct() {
    if (count < 2 || sum.signum() <= 0) {
      return null;
    }
    var squared =
        scatter()
            .multiply(BigDecimal.valueOf(count))
            .multiply(HUNDRED)
            .multiply(HUNDRED)
            .divide(
                BigDecimal.valueOf(count - 1L).multiply(sum).multiply(sum), MathContext.DECIMAL128);
    return Ratio.stored(squared.sqrt(MathContext.DECIMAL128));
  }

  private BigDecimal scatter() {
    return BigDecimal.valueOf(count).multiply(sumOfSquares).subtract(sum.multiply(sum));
  }
}
