package app.countersign.refund;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A loan's scheduled balances at the start of each month that a contract covers, without rounding
 * of payment or interest. The balances share a denominator that is left out: only their ratio
 * counts.
 */
sealed interface LoanExposure {

  static LoanExposure of(RefundTerms.Loan loan, int coveredMonths) {
    Growth growth = Growth.of(loan.aprPercent());
    int loanMonths = loan.termMonths() == null ? coveredMonths : loan.termMonths();
    return loan.payment() == null
        ? new Annuity(growth, loanMonths, coveredMonths)
        : Paid.of(Fraction.of(loan.amount()), Fraction.of(loan.payment()), growth, coveredMonths);
  }

  int coveredMonths();

  /** The sum of the balances from a month on, where month 0 is the first. */
  BigInteger sumFrom(int month);

  /** The share of all balances that lies in the last months. */
  default Fraction shareLeft(int monthsLeft) {
    return new Fraction(sumFrom(coveredMonths() - monthsLeft), sumFrom(0));
  }

  /**
   * Paid by the exact annuity: with growth g over N months the balance after k months is in
   * proportion to g^N - g^k, and the sum over k is that of a geometric series.
   */
  record Annuity(Growth growth, int loanMonths, int coveredMonths) implements LoanExposure {

    @Override
    public BigInteger sumFrom(int month) {
      int last = Math.min(loanMonths, coveredMonths);
      int count = last - month;
      if (count <= 0) {
        return BigInteger.ZERO;
      }
      if (growth.isNone()) {
        return BigInteger.valueOf((long) count * (2L * loanMonths - month - last + 1));
      }
      BigInteger above = growth.above();
      BigInteger below = growth.below();
      BigInteger whole =
          above.pow(loanMonths).multiply(above.subtract(below)).multiply(BigInteger.valueOf(count));
      return whole.subtract(
          below
              .pow(loanMonths - last + 1)
              .multiply(above.pow(month))
              .multiply(above.pow(count).subtract(below.pow(count))));
    }
  }

  /** Paid by the contract's own payment; sums.get(k) is the sum of the balances before month k. */
  record Paid(List<BigInteger> sums) implements LoanExposure {

    static Paid of(Fraction amount, Fraction payment, Growth growth, int coveredMonths) {
      List<BigInteger> sums = new ArrayList<>();
      BigInteger sum = BigInteger.ZERO;
      sums.add(sum);
      BigInteger paid = payment.numerator().multiply(amount.denominator());
      BigInteger scaled = amount.numerator().multiply(payment.denominator());
      BigInteger scale = BigInteger.ONE;
      for (int month = 0; month < coveredMonths; month++) {
        BigInteger common = growth.below().pow(coveredMonths - month);
        sum = sum.add(scaled.max(BigInteger.ZERO).multiply(common));
        sums.add(sum);
        scale = scale.multiply(growth.below());
        scaled = scaled.multiply(growth.above()).subtract(paid.multiply(scale));
      }
      return new Paid(List.copyOf(sums));
    }

    @Override
    public int coveredMonths() {
      return sums.size() - 1;
    }

    @Override
    public BigInteger sumFrom(int month) {
      return sums.getLast().subtract(sums.get(month));
    }
  }

  /** What one month makes of a balance, as a fraction in lowest terms. */
  record Growth(BigInteger above, BigInteger below) {
    private static final BigInteger MONTHS_AND_PERCENT = BigInteger.valueOf(1200);

    static Growth of(BigDecimal aprPercent) {
      Fraction rate = Fraction.of(aprPercent);
      BigInteger below = rate.denominator().multiply(MONTHS_AND_PERCENT);
      BigInteger above = below.add(rate.numerator());
      BigInteger common = above.gcd(below);
      return new Growth(above.divide(common), below.divide(common));
    }

    boolean isNone() {
      return above.equals(below);
    }
  }
}
