package app.countersign.split;

import java.math.BigInteger;

/** An exact number; not reduced, so two equal ones may differ in their parts. */
public record Ratio(BigInteger numerator, BigInteger denominator) {
  static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);

  public Ratio {
    if (denominator.signum() <= 0) {
      throw new ArithmeticException("a denominator must be above zero");
    }
  }

  Ratio plus(Ratio other) {
    return denominator.equals(other.denominator)
        ? new Ratio(numerator.add(other.numerator), denominator)
        : new Ratio(
            numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
            denominator.multiply(other.denominator));
  }

  Ratio negated() {
    return new Ratio(numerator.negate(), denominator);
  }

  /** In lowest terms: {@code 100/3}, or {@code 25} where it is whole. */
  public String text() {
    BigInteger common = numerator.gcd(denominator);
    BigInteger over = denominator.divide(common);
    BigInteger above = numerator.divide(common);
    return over.equals(BigInteger.ONE) ? above.toString() : above + "/" + over;
  }
}
