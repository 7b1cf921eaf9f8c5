package app.countersign.insight;

import static app.countersign.insight.InsightWords.count;
import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.money;
import static app.countersign.insight.InsightWords.percent;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.signal.CurrencyBook.Coverage;
import app.countersign.signal.RecurringMerchant;
import app.countersign.signal.SubscriptionSignals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Subscriptions, as the signals recognise them: how many and what they cost in a month, one that
 * became dearer, one that is new. What lapsed long ago is not told of data that are not current.
 */
final class SubscriptionRules {
  static final BigDecimal LEAST_RISE_PERCENT = BigDecimal.valueOf(3);
  static final int RISE_DAYS = 90;
  static final int NEW_DAYS = 100;

  /** So long before its first charge the account's rows must begin, or it was only not seen. */
  static final int KNOWN_BEFORE_DAYS = 35;

  private static final int NAMES = 3;
  private static final int LONGEST_NAME = 100;

  private SubscriptionRules() {}

  static List<Finding> find(CurrencyBasis basis) {
    SubscriptionSignals signals = basis.book().signals().subscriptions();
    if (!basis.isCurrent() || signals == null || signals.recurringMerchantCount() == 0) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    found.add(all(basis, signals));
    signals.merchants().stream()
        .map(RecurringMerchant::name)
        .distinct()
        .forEach(merchant -> changes(basis, merchant, found));
    return found;
  }

  private static Finding all(CurrencyBasis basis, SubscriptionSignals signals) {
    InsightPeriod period = basis.period();
    String names =
        signals.merchants().stream()
            .map(RecurringMerchant::name)
            .distinct()
            .limit(NAMES)
            .collect(Collectors.joining(", "));
    int count = signals.recurringMerchantCount();
    var monthly = basis.money(signals.monthlyRecurringSpend());
    List<InsightFigure> figures = new ArrayList<>();
    figures.add(InsightFigure.amount("monthlySum", monthly, null));
    figures.add(InsightFigure.count("subscriptions", count, null));
    if (signals.subscriptionSharePct() != null) {
      figures.add(InsightFigure.percent("shareOfSpending", signals.subscriptionSharePct(), period));
    }
    return new Finding(
        InsightKind.SUBSCRIPTIONS,
        InsightSeverity.INFO,
        "",
        basis.currency(),
        null,
        "%s for %s a month".formatted(count(count, "subscription"), money(monthly)),
        "You pay for %s, together %s a month. The dearest: %s."
            .formatted(count(count, "subscription"), money(monthly), names),
        figures);
  }

  private static void changes(CurrencyBasis basis, String merchant, List<Finding> found) {
    Map<UUID, List<LedgerTransaction>> byAccount =
        basis.book().spending().stream()
            .filter(row -> merchant.equals(row.merchant()))
            .collect(
                Collectors.groupingBy(
                    LedgerTransaction::accountId, TreeMap::new, Collectors.toList()));
    byAccount.values().stream()
        .max(Comparator.comparing(rows -> rows.getLast().postedOn()))
        .ifPresent(
            charges -> {
              rise(basis, merchant, charges, found);
              beginning(basis, merchant, charges, found);
            });
  }

  /** The price now is that of the latest charges; the one before it was charged at least twice. */
  private static void rise(
      CurrencyBasis basis, String merchant, List<LedgerTransaction> charges, List<Finding> found) {
    BigDecimal now = cost(charges.getLast());
    int first = charges.size() - 1;
    while (first > 0 && isSame(cost(charges.get(first - 1)), now)) {
      first--;
    }
    if (first < 2) {
      return;
    }
    BigDecimal before = cost(charges.get(first - 1));
    LocalDate since = charges.get(first).postedOn();
    boolean isSteady = isSame(cost(charges.get(first - 2)), before);
    if (isSteady
        && now.compareTo(before) > 0
        && since.isAfter(basis.book().asOf().minusDays(RISE_DAYS))) {
      found.add(rise(basis, merchant, before, now, since));
    }
  }

  private static Finding rise(
      CurrencyBasis basis, String merchant, BigDecimal before, BigDecimal now, LocalDate since) {
    BigDecimal percent = CurrencyBasis.percentOf(now.subtract(before), before);
    InsightPeriod period = new InsightPeriod(since, basis.book().asOf());
    return new Finding(
        InsightKind.SUBSCRIPTIONS,
        InsightSeverity.NOTICE,
        "rise/" + shortened(merchant),
        basis.currency(),
        merchant,
        "%s became %s dearer".formatted(shortened(merchant), percent(percent)),
        "%s has charged %s since %s; before that it was %s."
            .formatted(merchant, money(basis.money(now)), day(since), money(basis.money(before))),
        List.of(
            InsightFigure.percent("rise", percent, period),
            InsightFigure.amount("priceNow", basis.money(now), period),
            InsightFigure.amount("priceBefore", basis.money(before), null)));
  }

  private static void beginning(
      CurrencyBasis basis, String merchant, List<LedgerTransaction> charges, List<Finding> found) {
    LedgerTransaction first = charges.getFirst();
    Coverage coverage = basis.book().coverage().get(first.accountId());
    boolean isNew = first.postedOn().isAfter(basis.book().asOf().minusDays(NEW_DAYS));
    boolean wasWatched =
        coverage != null
            && !coverage.first().isAfter(first.postedOn().minusDays(KNOWN_BEFORE_DAYS));
    if (!isNew || !wasWatched) {
      return;
    }
    InsightPeriod period = new InsightPeriod(first.postedOn(), basis.book().asOf());
    BigDecimal price = cost(charges.getLast());
    found.add(
        new Finding(
            InsightKind.SUBSCRIPTIONS,
            InsightSeverity.INFO,
            "new/" + shortened(merchant),
            basis.currency(),
            merchant,
            "A new subscription: " + shortened(merchant),
            "%s first charged you on %s and has done so %s since: last %s."
                .formatted(
                    merchant,
                    day(first.postedOn()),
                    count(charges.size(), "time"),
                    money(basis.money(price))),
            List.of(
                InsightFigure.amount("price", basis.money(price), null),
                InsightFigure.count("charges", charges.size(), period))));
  }

  private static BigDecimal cost(LedgerTransaction row) {
    return row.amount().negate();
  }

  /** Less than 3 percent apart. */
  private static boolean isSame(BigDecimal one, BigDecimal other) {
    return one.subtract(other)
            .abs()
            .multiply(BigDecimal.valueOf(100))
            .compareTo(one.min(other).multiply(LEAST_RISE_PERCENT))
        < 0;
  }

  private static String shortened(String merchant) {
    return merchant.length() <= LONGEST_NAME ? merchant : merchant.substring(0, LONGEST_NAME);
  }
}
