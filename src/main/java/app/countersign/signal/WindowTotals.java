package app.countersign.signal;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Sums over the rows of a window.
 *
 * @param outflow all money out but own transfers and payments to cards whose rows are held
 * @param essentials the part of it for rent, mortgage, groceries, utilities, health and insurance
 * @param coffeeAndDelivery the part of it at coffee shops and delivery services
 * @param rowCount all rows, in or out
 */
record WindowTotals(
    DaySpan span,
    BigDecimal outflow,
    BigDecimal essentials,
    BigDecimal coffeeAndDelivery,
    int rowCount) {
  private static final int MONTH_DAYS = 30;
  private static final Set<TransactionCategory> ESSENTIALS =
      EnumSet.of(
          TransactionCategory.RENT,
          TransactionCategory.MORTGAGE,
          TransactionCategory.GROCERIES,
          TransactionCategory.UTILITIES,
          TransactionCategory.HEALTH,
          TransactionCategory.INSURANCE);
  private static final Set<TransactionCategory> COFFEE_AND_DELIVERY =
      EnumSet.of(TransactionCategory.COFFEE, TransactionCategory.FOOD_DELIVERY);

  static WindowTotals of(LedgerView view, SignalWindow window) {
    var span = DaySpan.endingOn(view.asOf(), window.days());
    var outflow = BigDecimal.ZERO;
    var essentials = BigDecimal.ZERO;
    var coffeeAndDelivery = BigDecimal.ZERO;
    int rowCount = 0;
    for (var row : view.rows()) {
      if (!span.contains(row.day())) {
        continue;
      }
      rowCount++;
      if (row.isSpending()) {
        outflow = outflow.subtract(row.amount());
        if (ESSENTIALS.contains(row.category())) {
          essentials = essentials.subtract(row.amount());
        } else if (COFFEE_AND_DELIVERY.contains(row.category())) {
          coffeeAndDelivery = coffeeAndDelivery.subtract(row.amount());
        }
      }
    }
    return new WindowTotals(span, outflow, essentials, coffeeAndDelivery, rowCount);
  }

  /** What an amount or a count of the window comes to in 30 days. */
  Ratio monthly(BigDecimal ofWindow) {
    return Ratio.of(ofWindow.multiply(BigDecimal.valueOf(MONTH_DAYS)), span.days());
  }

  Ratio monthlyOutflow() {
    return monthly(outflow);
  }
}
