package app.countersign.refund;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to find the unearned part of a price, with every convention it needs. Wider than what a
 * contract says, so that methods can be compared.
 *
 * @param partMonth how a started month counts; only the formulas that count months look at it
 * @param dayCount how days count; only {@link Formula#PRO_RATA_DAILY} looks at it
 * @param shortRatePercent the share of the daily pro-rata refund, 0 to 100; only for short rate
 * @param shortRateTable earned percentages by days elapsed, in order; only for short rate
 */
public record RefundComputation(
    Formula formula,
    PartMonth partMonth,
    DayCount dayCount,
    @Nullable BigDecimal shortRatePercent,
    List<ShortRateBand> shortRateTable) {

  private static final BigDecimal USUAL_SHORT_RATE = BigDecimal.valueOf(90);

  /** Keeps its own copy of the table. */
  public RefundComputation {
    shortRateTable = List.copyOf(shortRateTable);
  }

  /** The formula with started months free and days as they are. */
  public static RefundComputation of(Formula formula) {
    return new RefundComputation(formula, PartMonth.FREE, DayCount.ACTUAL, null, List.of());
  }

  /** The formula with a convention for a started month. */
  public static RefundComputation of(Formula formula, PartMonth partMonth) {
    return new RefundComputation(formula, partMonth, DayCount.ACTUAL, null, List.of());
  }

  /** Daily pro-rata by a count of days. */
  public static RefundComputation daily(DayCount dayCount) {
    return new RefundComputation(Formula.PRO_RATA_DAILY, PartMonth.FREE, dayCount, null, List.of());
  }

  /** A percentage of the daily pro-rata refund. */
  public static RefundComputation shortRate(BigDecimal percent) {
    return new RefundComputation(
        Formula.SHORT_RATE, PartMonth.FREE, DayCount.ACTUAL, percent, List.of());
  }

  /** The short rate that is usual where no contract names one: 90 % of daily pro-rata. */
  public static RefundComputation usualShortRate() {
    return shortRate(USUAL_SHORT_RATE);
  }

  /** What a table of earned percentages leaves. */
  public static RefundComputation shortRate(List<ShortRateBand> table) {
    return new RefundComputation(Formula.SHORT_RATE, PartMonth.FREE, DayCount.ACTUAL, null, table);
  }

  /** The formulas; <i>n</i> is the term and <i>t</i> what remains of it, in months. */
  public enum Formula {
    /** price × days left / days of the term. */
    PRO_RATA_DAILY,
    /** price × t / n. */
    PRO_RATA_MONTHLY,
    /** price × t(t + 1) / n(n + 1): the sum of the digits. */
    RULE_OF_78,
    /** price × t(n + t + 2) / 2n(n + 1): the mean of pro-rata and rule of 78. */
    MEAN,
    /** price × scheduled loan balances left / all of them, each at the start of its month. */
    ACTUARIAL,
    /** A percentage of daily pro-rata, or what a table of earned percentages leaves. */
    SHORT_RATE,
    /** The full price. */
    FLAT,
    /** Nothing. */
    NONE;

    boolean countsMonths() {
      return switch (this) {
        case PRO_RATA_MONTHLY, RULE_OF_78, MEAN, ACTUARIAL -> true;
        case PRO_RATA_DAILY, SHORT_RATE, FLAT, NONE -> false;
      };
    }
  }

  /** How a started month counts. */
  public enum PartMonth {
    /** Not at all: the better reading for the customer. */
    FREE,
    /** As a whole month. */
    USED,
    /** On a straight line between the two, a thirtieth a day. */
    INTERPOLATED,
    /** Under 15 days not at all, from 15 days as a whole month (Maryland COMAR 31.13.01.19). */
    FIFTEEN_DAYS
  }

  /** How days count. */
  public enum DayCount {
    /** Calendar days, from the day of cancellation to the end. */
    ACTUAL,
    /** Months of 30 days by the 30E/360 rule, over 30 × n. */
    THIRTY_360,
    /** Calendar days left counting the day of termination too, over plain days; at most 1. */
    CALIFORNIA
  }

  /**
   * One line of a short-rate table.
   *
   * @param throughDay the last day elapsed that it holds for
   * @param earnedPercent what is kept of the price, 0 to 100
   */
  public record ShortRateBand(int throughDay, BigDecimal earnedPercent) {}
}
