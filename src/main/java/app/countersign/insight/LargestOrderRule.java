package app.countersign.insight;

import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.money;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The largest order of the last 30 days, where it stands out: at least 150 of its currency and at
 * least twice the median order of the last 180 days. Bills that come by themselves are no orders.
 */
final class LargestOrderRule {
  static final BigDecimal LEAST = BigDecimal.valueOf(150);
  static final BigDecimal TIMES_MEDIAN = BigDecimal.valueOf(2);
  static final int MEDIAN_DAYS = 180;

  private static final Set<TransactionCategory> BILLS =
      EnumSet.of(
          TransactionCategory.UTILITIES,
          TransactionCategory.PHONE_INTERNET,
          TransactionCategory.INSURANCE,
          TransactionCategory.EDUCATION);
  private static final Comparator<LedgerTransaction> DEAREST_THEN_NEWEST =
      Comparator.comparing(LedgerTransaction::amount)
          .thenComparing(LedgerTransaction::postedOn, Comparator.reverseOrder())
          .thenComparing(LedgerTransaction::id);

  private LargestOrderRule() {}

  static List<Finding> find(CurrencyBasis basis) {
    InsightPeriod lately = InsightPeriod.endingOn(basis.book().asOf(), MEDIAN_DAYS);
    List<LedgerTransaction> orders =
        basis.bought(lately).stream().filter(row -> !BILLS.contains(row.category())).toList();
    return orders.stream()
        .filter(row -> basis.period().contains(row.postedOn()))
        .min(DEAREST_THEN_NEWEST)
        .map(largest -> finding(basis, largest, orders, lately))
        .orElse(List.of());
  }

  private static List<Finding> finding(
      CurrencyBasis basis,
      LedgerTransaction largest,
      List<LedgerTransaction> orders,
      InsightPeriod lately) {
    BigDecimal cost = largest.amount().negate();
    BigDecimal median =
        CurrencyBasis.median(orders.stream().map(row -> row.amount().negate()).toList());
    if (cost.compareTo(LEAST) < 0 || cost.compareTo(median.multiply(TIMES_MEDIAN)) < 0) {
      return List.of();
    }
    String merchant = largest.merchant();
    String where = merchant == null ? "" : " at " + merchant;
    InsightPeriod onThatDay = new InsightPeriod(largest.postedOn(), largest.postedOn());
    return List.of(
        new Finding(
            InsightKind.LARGEST_ORDER,
            InsightSeverity.NOTICE,
            "",
            basis.currency(),
            merchant,
            "Your largest order: " + money(basis.money(cost)),
            "On %s you spent %s%s at once. Half of your orders of the last 180 days were %s or less."
                .formatted(
                    day(largest.postedOn()),
                    money(basis.money(cost)),
                    where,
                    money(basis.money(median))),
            List.of(
                InsightFigure.amount("order", basis.money(cost), onThatDay),
                InsightFigure.amount("medianOrder", basis.money(median), lately),
                InsightFigure.count("orders", orders.size(), lately),
                InsightFigure.amount("thresholdAmount", basis.money(LEAST), null))));
  }
}
