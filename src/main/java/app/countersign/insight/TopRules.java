package app.countersign.insight;

import static app.countersign.insight.InsightWords.capital;
import static app.countersign.insight.InsightWords.count;
import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.money;
import static app.countersign.insight.InsightWords.percent;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The merchant and the category that most was spent on in the last 30 days. */
final class TopRules {
  private TopRules() {}

  static List<Finding> find(CurrencyBasis basis) {
    InsightPeriod period = basis.period();
    List<LedgerTransaction> bought = basis.bought(period);
    List<Finding> found = new ArrayList<>();
    SpendingShare<String> merchant = SpendingShare.topMerchant(bought);
    if (merchant != null) {
      found.add(finding(basis, InsightKind.TOP_MERCHANT, merchant.key(), merchant, bought, "at"));
    }
    SpendingShare<TransactionCategory> category = SpendingShare.topCategory(bought);
    if (category != null) {
      String words = capital(InsightWords.category(category.key()));
      found.add(finding(basis, InsightKind.TOP_CATEGORY, words, category, bought, "on"));
    }
    return found;
  }

  private static Finding finding(
      CurrencyBasis basis,
      InsightKind kind,
      String name,
      SpendingShare<?> share,
      List<LedgerTransaction> bought,
      String where) {
    InsightPeriod period = basis.period();
    BigDecimal total = CurrencyBasis.cost(bought);
    BigDecimal percent = CurrencyBasis.percentOf(share.cost(), total);
    String spelled = "on".equals(where) ? name.toLowerCase(java.util.Locale.ROOT) : name;
    return new Finding(
        kind,
        InsightSeverity.INFO,
        "",
        basis.currency(),
        name,
        "Most was spent %s %s".formatted(where, spelled),
        "In the 30 days to %s you spent %s %s %s in %s: %s of the %s you spent in all."
            .formatted(
                day(period.to()),
                money(basis.money(share.cost())),
                where,
                spelled,
                count(share.count(), "purchase"),
                percent(percent),
                money(basis.money(total))),
        List.of(
            InsightFigure.amount("spent", basis.money(share.cost()), period),
            InsightFigure.count("purchases", share.count(), period),
            InsightFigure.percent("share", percent, period),
            InsightFigure.amount("total", basis.money(total), period)));
  }
}
