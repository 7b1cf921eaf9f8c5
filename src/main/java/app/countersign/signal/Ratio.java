package app.countersign.signal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An exact fraction with a positive denominator. Means and rates stay fractions until they are
 * rounded, once, half up, to the two decimals that are stored and compared.
 */
record Ratio(BigDecimal numerator, BigDecimal denominator) {
  /** Decimals of every stored signal. */
  static final int STORED_SCALE = 2;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  Ratio {
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("a ratio needs a positive denominator: " + denominator);
    }
  }

  static Ratio of(BigDecimal numerator, long denominator) {
    return new Ratio(numerator, BigDecimal.valueOf(denominator));
  }

  /** Rounds an amount or a percentage as it is stored. */
  static BigDecimal stored(BigDecimal value) {
    return value.setScale(STORED_SCALE, RoundingMode.HALF_UP);
  }

  static @Nullable BigDecimal storedOrNull(@Nullable BigDecimal value) {
    return value == null ? null : stored(value);
  }

  Ratio plus(Ratio other) {
    if (denominator.compareTo(other.denominator) == 0) {
      return new Ratio(numerator.add(other.numerator), denominator);
    }
    return new Ratio(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Ratio times(BigDecimal factor) {
    return new Ratio(numerator.multiply(factor), denominator);
  }

  /** This divided by another; null unless the other is above zero. */
  @Nullable Ratio over(Ratio other) {
    if (other.numerator.signum() <= 0) {
      return null;
    }
    return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** This in percent of another, rounded; null unless the other is above zero. */
  @Nullable BigDecimal percentOf(Ratio whole) {
    var share = over(whole);
    return share == null ? null : share.times(HUNDRED).rounded();
  }

  BigDecimal rounded() {
    return numerator.divide(denominator, STORED_SCALE, RoundingMode.HALF_UP);
  }
}
