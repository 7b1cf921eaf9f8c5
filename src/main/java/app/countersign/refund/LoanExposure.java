package app.countersign.refund;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A loan's scheduled balances at the start of each month that a contract covers, without rounding
 * of payment or interest. The balances share a denominator that is left out: only their ratio
 * counts.
 */
final class LoanExposure {
  private static final BigDecimal MONTHS_AND_PERCENT = BigDecimal.valueOf(1200);

  /** At index k, the sum of the balances before month k + 1. */
  private final BigInteger[] sums;

  private LoanExposure(BigInteger[] sums) {
    this.sums = sums;
  }

  static LoanExposure of(RefundTerms.Loan loan, int coveredMonths) {
    int loanMonths = loan.termMonths() == null ? coveredMonths : loan.termMonths();
    Growth growth = Growth.of(loan.aprPercent());
    BigInteger[] balances =
        loan.payment() == null
            ? annuity(growth, loanMonths, coveredMonths)
            : paidBy(
                Fraction.of(loan.amount()), Fraction.of(loan.payment()), growth, coveredMonths);
    BigInteger[] sums = new BigInteger[coveredMonths + 1];
    sums[0] = BigInteger.ZERO;
    for (int month = 0; month < coveredMonths; month++) {
      sums[month + 1] = sums[month].add(balances[month]);
    }
    return new LoanExposure(sums);
  }

  /** The share of all balances that lies in the last months. */
  Fraction shareLeft(int monthsLeft) {
    BigInteger total = sums[sums.length - 1];
    return new Fraction(total.subtract(sums[sums.length - 1 - monthsLeft]), total);
  }

  /** With growth g over N months the balance after k is in proportion to g^N - g^k. */
  private static BigInteger[] annuity(Growth growth, int loanMonths, int coveredMonths) {
    BigInteger[] balances = new BigInteger[coveredMonths];
    BigInteger end = growth.above().pow(loanMonths);
    BigInteger reached = growth.below().pow(loanMonths);
    for (int month = 0; month < coveredMonths; month++) {
      if (month >= loanMonths) {
        balances[month] = BigInteger.ZERO;
      } else if (growth.isNone()) {
        balances[month] = BigInteger.valueOf(loanMonths - month);
      } else {
        balances[month] = end.subtract(reached);
        reached = reached.divide(growth.below()).multiply(growth.above());
      }
    }
    return balances;
  }

  private static BigInteger[] paidBy(
      Fraction amount, Fraction payment, Growth growth, int coveredMonths) {
    BigInteger[] balances = new BigInteger[coveredMonths];
    BigInteger paid = payment.numerator().multiply(amount.denominator());
    BigInteger scaled = amount.numerator().multiply(payment.denominator());
    BigInteger scale = BigInteger.ONE;
    for (int month = 0; month < coveredMonths; month++) {
      balances[month] =
          scaled.max(BigInteger.ZERO).multiply(growth.below().pow(coveredMonths - month));
      scale = scale.multiply(growth.below());
      scaled = scaled.multiply(growth.above()).subtract(paid.multiply(scale));
    }
    return balances;
  }

  /** What one month makes of a balance, as a fraction in lowest terms. */
  private record Growth(BigInteger above, BigInteger below) {

    static Growth of(BigDecimal aprPercent) {
      Fraction rate = Fraction.of(aprPercent);
      BigInteger below = rate.denominator().multiply(MONTHS_AND_PERCENT.toBigInteger());
      BigInteger above = below.add(rate.numerator());
      BigInteger common = above.gcd(below);
      return new Growth(above.divide(common), below.divide(common));
    }

    boolean isNone() {
      return above.equals(below);
    }
  }
}
