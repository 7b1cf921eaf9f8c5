package app.countersign.refund;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * How much of a term has gone by on a day, in each of the measures the formulas use.
 *
 * @param totalDays calendar days of the term, to its explicit end where there is one
 * @param daysElapsed negative before the term, above {@code totalDays} after it
 * @param wholeMonths counted from the first day with clamping at month ends, never chained; 0 to
 *     {@code termMonths}
 * @param partDays days beyond the whole months
 * @param days360 days elapsed by the 30E/360 rule, 0 to 30 × {@code termMonths}
 */
record ElapsedTerm(
    int termMonths, long totalDays, long daysElapsed, int wholeMonths, int partDays, long days360) {
  private static final int MONTH_360 = 30;

  static ElapsedTerm on(LocalDate day, RefundTerms terms) {
    LocalDate start = terms.effectiveOn();
    int termMonths = terms.termMonths();
    int months = wholeMonths(start, day);
    boolean isOutside = months < 0 || months >= termMonths;
    return new ElapsedTerm(
        termMonths,
        ChronoUnit.DAYS.between(start, terms.termEnd()),
        ChronoUnit.DAYS.between(start, day),
        Math.clamp(months, 0, termMonths),
        isOutside ? 0 : (int) ChronoUnit.DAYS.between(start.plusMonths(months), day),
        Math.clamp(days360(start, day), 0L, (long) MONTH_360 * termMonths));
  }

  /** The largest m with start + m months not after the day. */
  private static int wholeMonths(LocalDate start, LocalDate day) {
    int months = monthsApart(start, day);
    return start.plusMonths(months).isAfter(day) ? months - 1 : months;
  }

  private static int monthsApart(LocalDate start, LocalDate day) {
    return (day.getYear() - start.getYear()) * 12 + day.getMonthValue() - start.getMonthValue();
  }

  private static long days360(LocalDate start, LocalDate day) {
    return (long) monthsApart(start, day) * MONTH_360
        + Math.min(day.getDayOfMonth(), MONTH_360)
        - Math.min(start.getDayOfMonth(), MONTH_360);
  }

  long daysLeft() {
    return Math.clamp(totalDays - daysElapsed, 0L, totalDays);
  }

  /** Days left counting the day itself too; none after the end. */
  long daysLeftWithToday() {
    return daysElapsed > totalDays ? 0 : Math.clamp(totalDays - daysElapsed + 1, 0L, totalDays);
  }

  long total360() {
    return (long) MONTH_360 * termMonths;
  }
}
