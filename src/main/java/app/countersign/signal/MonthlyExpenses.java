package app.countersign.signal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a user spends in a month, whatever the window: the mean over those of the last six complete
 * calendar months that have rows. A month is complete when it ended by the day asked for and the
 * rows began before it or on its first day. Without such a month it is the spending of the days
 * covered, from the first row to the day asked for, times 30.
 *
 * <p>Only accounts of daily life and cards count. Own transfers never do, and a payment to a card
 * does only when the card's own rows are not held.
 */
final class MonthlyExpenses {
  private static final int MONTHS = 6;
  private static final BigDecimal MONTH_DAYS = BigDecimal.valueOf(30);

  private final LocalDate asOf;
  private final LocalDate spanStart;

  /** The six complete months, then what there is of the current one. */
  private final @Nullable BigDecimal[] spent = new @Nullable BigDecimal[MONTHS + 1];

  private @Nullable LocalDate historyStart;
  private @Nullable LocalDate firstInSpan;

  private MonthlyExpenses(LocalDate asOf) {
    this.asOf = asOf;
    this.spanStart = YearMonth.from(asOf.plusDays(1)).minusMonths(MONTHS).atDay(1);
  }

  /** The monthly expenses as of the view's day; null when no row of the last months tells. */
  static @Nullable Ratio of(LedgerView view) {
    var expenses = new MonthlyExpenses(view.asOf());
    for (var row : view.rows()) {
      if (row.movement() == Movement.ORDINARY
          && (view.isDaily(row.role()) || row.role() == AccountRole.CARD)) {
        expenses.add(row);
      }
    }
    var perMonth = expenses.overCompleteMonths();
    return perMonth == null ? expenses.overDaysCovered() : perMonth;
  }

  private void add(LedgerRow row) {
    var day = row.transaction().postedOn();
    if (historyStart == null) {
      historyStart = day;
    }
    if (day.isBefore(spanStart)) {
      return;
    }
    if (firstInSpan == null) {
      firstInSpan = day;
    }
    int month =
        (day.getYear() - spanStart.getYear()) * 12
            + day.getMonthValue()
            - spanStart.getMonthValue();
    var soFar = spent[month] == null ? BigDecimal.ZERO : spent[month];
    spent[month] = row.isSpending() ? soFar.subtract(row.amount()) : soFar;
  }

  private @Nullable Ratio overCompleteMonths() {
    var total = BigDecimal.ZERO;
    int months = 0;
    for (int month = 0; month < MONTHS; month++) {
      if (spent[month] != null
          && historyStart != null
          && !historyStart.isAfter(spanStart.plusMonths(month))) {
        total = total.add(spent[month]);
        months++;
      }
    }
    return months == 0 ? null : Ratio.of(total, months);
  }

  private @Nullable Ratio overDaysCovered() {
    if (firstInSpan == null) {
      return null;
    }
    var total = BigDecimal.ZERO;
    for (var ofMonth : spent) {
      total = ofMonth == null ? total : total.add(ofMonth);
    }
    return Ratio.of(total.multiply(MONTH_DAYS), asOf.toEpochDay() - firstInSpan.toEpochDay() + 1);
  }
}
