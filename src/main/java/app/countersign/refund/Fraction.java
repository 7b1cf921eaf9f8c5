package app.countersign.refund;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact rational number. Not reduced while computing, since reducing costs more than it saves;
 * so two equal numbers may differ in their parts: compare them with {@link #compareTo}.
 */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
  static final Fraction ZERO = of(0, 1);
  static final Fraction ONE = of(1, 1);
  private static final int LONGEST_PRINTED_BITS = 160;
  private static final MathContext PRINTED = new MathContext(20, RoundingMode.HALF_UP);

  Fraction {
    if (denominator.signum() <= 0) {
      throw new ArithmeticException("a denominator must be above zero");
    }
  }

  static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  static Fraction of(BigDecimal decimal) {
    return decimal.scale() <= 0
        ? new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE)
        : new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  static Fraction of(Money money) {
    return of(money.amount());
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction min(Fraction other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Fraction max(Fraction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  boolean isPositive() {
    return numerator.signum() > 0;
  }

  /** Rounded half up to the digits of the currency. */
  Money toMoney(String currency) {
    return new Money(rounded(Money.digits(currency)), currency);
  }

  /** Rounded half up to a whole unit of the currency, written with the currency's digits. */
  Money toWholeUnits(String currency) {
    return new Money(rounded(0).setScale(Money.digits(currency)), currency);
  }

  private BigDecimal rounded(int digits) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), digits, RoundingMode.HALF_UP);
  }

  /** The number in lowest terms; one too long to read as twenty digits. */
  String text() {
    if (numerator.bitLength() + denominator.bitLength() > LONGEST_PRINTED_BITS) {
      return "≈ " + new BigDecimal(numerator).divide(new BigDecimal(denominator), PRINTED);
    }
    BigInteger common = numerator.gcd(denominator);
    BigInteger over = denominator.divide(common);
    BigInteger above = numerator.divide(common);
    return over.equals(BigInteger.ONE) ? above.toString() : above + "/" + over;
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
