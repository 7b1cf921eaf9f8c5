package app.countersign.split;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** An exact number; not reduced, so two equal ones may differ in their parts. */
public record Ratio(BigInteger numerator, BigInteger denominator) {
  // Longer ones take longer to reduce than anybody waits for, and are seldom short then.
  private static final int LONGEST_REDUCED_BITS = 4_096;
  private static final int LONGEST_PRINTED_BITS = 160;
  private static final MathContext PRINTED = new MathContext(20, RoundingMode.HALF_UP);
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

  /**
   * In lowest terms, {@code 100/3}, or {@code 25} where it is whole; a number too long to read as
   * twenty digits after {@code ≈}.
   */
  public String text() {
    if (bits(numerator, denominator) > LONGEST_REDUCED_BITS) {
      return approximate();
    }
    BigInteger common = numerator.gcd(denominator);
    BigInteger over = denominator.divide(common);
    BigInteger above = numerator.divide(common);
    if (bits(above, over) > LONGEST_PRINTED_BITS) {
      return approximate();
    }
    return over.equals(BigInteger.ONE) ? above.toString() : above + "/" + over;
  }

  private String approximate() {
    return "≈ " + new BigDecimal(numerator).divide(new BigDecimal(denominator), PRINTED);
  }

  private static int bits(BigInteger one, BigInteger other) {
    return one.bitLength() + other.bitLength();
  }
}
