package app.countersign.insight;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import app.countersign.signal.SubscriptionSignals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last 30 days in figures, and how many insights there are. */
record InsightsSummary(
    Figures figures, List<KindCount> insightCounts, Instant generatedAt, InsightOrigin origin) {
  InsightPeriod period() {
    return figures.period();
  }

  List<Spending> spending() {
    return figures.spending();
  }

  /** How many insights of one kind are shown. */
  record KindCount(InsightKind kind, int count) {}

  /** What is stored of it. */
  record Figures(InsightPeriod period, List<Spending> spending) {
    static Figures of(InsightRules.Basis basis) {
      return new Figures(
          InsightPeriod.endingOn(basis.dataAsOf(), CurrencyBasis.PERIOD_DAYS),
          basis.bases().stream()
              .filter(one -> !one.bought(one.period()).isEmpty())
              .map(Spending::of)
              .toList());
    }
  }

  /** What was bought in one currency. */
  record Spending(
      String currency,
      Money total,
      int orderCount,
      Money averageOrder,
      @Nullable Share topMerchant,
      @Nullable Share topCategory,
      int subscriptionCount,
      @Nullable Money monthlySubscriptions) {
    private static Spending of(CurrencyBasis basis) {
      List<LedgerTransaction> bought = basis.bought(basis.period());
      BigDecimal total = CurrencyBasis.cost(bought);
      int digits = Money.digits(basis.currency());
      BigDecimal mean =
          total.divide(BigDecimal.valueOf(bought.size()), digits, RoundingMode.HALF_UP);
      SubscriptionSignals found = basis.isCurrent() ? basis.book().signals().subscriptions() : null;
      int subscriptions = found == null ? 0 : found.recurringMerchantCount();
      SpendingShare<String> merchant = SpendingShare.topMerchant(bought);
      SpendingShare<TransactionCategory> category = SpendingShare.topCategory(bought);
      return new Spending(
          basis.currency(),
          basis.money(total),
          bought.size(),
          basis.money(mean),
          merchant == null ? null : share(basis, merchant.key(), merchant, total),
          category == null
              ? null
              : share(
                  basis,
                  InsightWords.capital(InsightWords.category(category.key())),
                  category,
                  total),
          subscriptions,
          found == null || subscriptions == 0 ? null : basis.money(found.monthlyRecurringSpend()));
    }

    private static Share share(
        CurrencyBasis basis, String name, SpendingShare<?> share, BigDecimal total) {
      return new Share(
          name,
          basis.money(share.cost()),
          share.count(),
          CurrencyBasis.percentOf(share.cost(), total));
    }
  }

  /** A part of what was bought. */
  record Share(String name, Money total, int orderCount, BigDecimal sharePercent) {}
}
