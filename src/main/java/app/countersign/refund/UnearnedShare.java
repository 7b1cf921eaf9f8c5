package app.countersign.refund;

import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.refund.RefundComputation.ShortRateBand;
import app.countersign.refund.RefundUnknown.Code;
import java.math.BigDecimal;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The formulas: which share of a price is unearned at a point of the term, exactly. */
final class UnearnedShare {
  private static final int PART_MONTH_DIVISOR = 30;
  private static final int MARYLAND_DAYS = 15;

  private UnearnedShare() {}

  static Unearned of(
      RefundComputation computation, ElapsedTerm elapsed, RefundTerms.@Nullable Loan loan) {
    int months = elapsed.termMonths();
    return switch (computation.formula()) {
      case FLAT -> new Unearned.Share(Fraction.ONE, "the full price");
      case NONE -> new Unearned.Share(Fraction.ZERO, "nothing");
      case PRO_RATA_DAILY -> daily(computation.dayCount(), elapsed);
      case PRO_RATA_MONTHLY ->
          monthly(computation, elapsed, left -> Fraction.of(left, months), "t / n");
      case RULE_OF_78 ->
          monthly(computation, elapsed, left -> ruleOf78(left, months), "t(t + 1) / n(n + 1)");
      case MEAN ->
          monthly(computation, elapsed, left -> mean(left, months), "t(n + t + 2) / 2n(n + 1)");
      case ACTUARIAL -> actuarial(computation, elapsed, loan);
      case SHORT_RATE -> shortRate(computation, elapsed);
    };
  }

  private static Fraction ruleOf78(long left, long months) {
    return Fraction.of(left * (left + 1), months * (months + 1));
  }

  private static Fraction mean(long left, long months) {
    return Fraction.of(left * (months + left + 2), 2 * months * (months + 1));
  }

  private static Unearned.Share daily(RefundComputation.DayCount dayCount, ElapsedTerm elapsed) {
    return switch (dayCount) {
      case ACTUAL -> days(elapsed.daysLeft(), elapsed.totalDays(), "days left of the term's days");
      case CALIFORNIA ->
          days(
              elapsed.daysLeftWithToday(),
              elapsed.totalDays(),
              "days left, the day of termination counted too, of the term's days");
      case THIRTY_360 ->
          days(
              elapsed.total360() - elapsed.days360(),
              elapsed.total360(),
              "days left in months of 30 days");
    };
  }

  private static Unearned.Share days(long left, long total, String words) {
    return new Unearned.Share(Fraction.of(left, total), left + " / " + total + " " + words);
  }

  private static Unearned.Share monthly(
      RefundComputation computation,
      ElapsedTerm elapsed,
      IntFunction<Fraction> shareAt,
      String formula) {
    int free = elapsed.termMonths() - elapsed.wholeMonths();
    int used = elapsed.partDays() > 0 ? free - 1 : free;
    String term = formula + " with n = " + elapsed.termMonths() + " and t = ";
    boolean isFree =
        switch (computation.partMonth()) {
          case FREE, INTERPOLATED -> true;
          case USED -> false;
          case FIFTEEN_DAYS -> elapsed.partDays() < MARYLAND_DAYS;
        };
    if (computation.partMonth() != PartMonth.INTERPOLATED || free == used) {
      int left = isFree ? free : used;
      return new Unearned.Share(shareAt.apply(left), term + left);
    }
    int days = Math.min(elapsed.partDays(), PART_MONTH_DIVISOR);
    Fraction step = shareAt.apply(free).minus(shareAt.apply(used));
    Fraction share = shareAt.apply(free).minus(step.times(Fraction.of(days, PART_MONTH_DIVISOR)));
    return new Unearned.Share(
        share, term + free + ", less " + days + " / 30 of the step to t = " + used);
  }

  private static Unearned actuarial(
      RefundComputation computation, ElapsedTerm elapsed, RefundTerms.@Nullable Loan loan) {
    if (loan == null) {
      return new Unearned.NoFigure(
          new RefundUnknown(
              Code.LOAN_UNKNOWN,
              "The actuarial method needs the loan's amount and rate, which are not known."));
    }
    LoanExposure exposure = LoanExposure.of(loan, elapsed.termMonths());
    String schedule =
        loan.payment() == null
            ? "exact annuity payment"
            : "the contract's own payment of " + Words.of(loan.payment());
    return monthly(
        computation,
        elapsed,
        exposure::shareLeft,
        "scheduled balances left / all scheduled balances (" + schedule + ")");
  }

  private static Unearned shortRate(RefundComputation computation, ElapsedTerm elapsed) {
    for (ShortRateBand band : computation.shortRateTable()) {
      if (elapsed.daysElapsed() <= band.throughDay()) {
        return new Unearned.Share(
            Fraction.ONE.minus(percent(band.earnedPercent())),
            Words.of(band.earnedPercent())
                + " % earned through day "
                + band.throughDay()
                + " by the table");
      }
    }
    if (!computation.shortRateTable().isEmpty()) {
      return unstated("The short-rate table has no band for day " + elapsed.daysElapsed() + ".");
    }
    BigDecimal percent = computation.shortRatePercent();
    if (percent == null) {
      return unstated("Short rate is said, but neither a percentage nor a table.");
    }
    Unearned.Share proRata = daily(RefundComputation.DayCount.ACTUAL, elapsed);
    return new Unearned.Share(
        proRata.share().times(percent(percent)), Words.of(percent) + " % of " + proRata.words());
  }

  private static Unearned.NoFigure unstated(String why) {
    return new Unearned.NoFigure(new RefundUnknown(Code.SHORT_RATE_UNSTATED, why));
  }

  static Fraction percent(BigDecimal percent) {
    return Fraction.of(percent).times(Fraction.of(1, 100));
  }
}
