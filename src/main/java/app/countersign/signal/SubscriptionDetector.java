package app.countersign.signal;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds merchants that charge one account a steady amount at a steady cadence. At least three
 * charges over the last 180 days (or the window, if longer), whatever the window; a median gap of
 * 25 to 35 days is monthly, 6 to 8 weekly; the amounts' sample standard deviation is at most 10 %
 * of their mean, or that of the last three alone, which then say what it costs now; and no more
 * than 1.5 gaps have passed since the last charge. Every bound is inclusive and compared exactly.
 */
final class SubscriptionDetector {
  private static final int LOOK_BACK_DAYS = 180;
  private static final int LEAST_CHARGES = 3;
  private static final BigDecimal WEEKS_PER_MONTH = new BigDecimal("4.33");

  /** Recurring by nature, and nothing one subscribes to. */
  private static final Set<TransactionCategory> NEVER_SUBSCRIBED =
      EnumSet.of(
          TransactionCategory.PAYROLL,
          TransactionCategory.BENEFITS,
          TransactionCategory.INTEREST_EARNED,
          TransactionCategory.REFUND,
          TransactionCategory.LOAN_ADVANCE,
          TransactionCategory.OWN_TRANSFER,
          TransactionCategory.PERSON_TRANSFER,
          TransactionCategory.CARD_PAYMENT,
          TransactionCategory.LOAN_PAYMENT,
          TransactionCategory.STUDENT_LOAN_PAYMENT,
          TransactionCategory.MORTGAGE,
          TransactionCategory.RENT,
          TransactionCategory.UTILITIES,
          // These come in steady sums at times, and nobody subscribes to them.
          TransactionCategory.EDUCATION,
          TransactionCategory.GROCERIES,
          TransactionCategory.COFFEE,
          TransactionCategory.RESTAURANTS,
          TransactionCategory.PAYROLL_PAID,
          TransactionCategory.TAX,
          TransactionCategory.FEES,
          TransactionCategory.INTEREST_CHARGED,
          TransactionCategory.CASH);

  private static final Comparator<Subscription> DEAREST_FIRST =
      Comparator.comparing((Subscription found) -> found.perMonth().rounded())
          .reversed()
          .thenComparing(found -> found.payee().merchant())
          .thenComparing(found -> found.payee().accountId());

  private record Payee(String merchant, UUID accountId) {}

  private record Subscription(Payee payee, RecurringMerchant shown, Ratio perMonth) {}

  private SubscriptionDetector() {}

  /** The signals of the window; null when no money went out in the whole look-back. */
  static @Nullable SubscriptionSignals detect(LedgerView view, WindowTotals totals) {
    var lookBack = DaySpan.endingOn(view.asOf(), Math.max(LOOK_BACK_DAYS, totals.span().days()));
    Map<Payee, List<LedgerRow>> charges = new HashMap<>();
    boolean hasSpending = false;
    for (var row : view.rows()) {
      if (!row.isSpending() || !lookBack.contains(row.day())) {
        continue;
      }
      hasSpending = true;
      var merchant = row.transaction().merchant();
      if (merchant != null && !NEVER_SUBSCRIBED.contains(row.category())) {
        var payee = new Payee(merchant, row.transaction().accountId());
        charges.computeIfAbsent(payee, _ -> new ArrayList<>()).add(row);
      }
    }
    return hasSpending ? summarise(charges, totals) : null;
  }

  private static SubscriptionSignals summarise(
      Map<Payee, List<LedgerRow>> charges, WindowTotals totals) {
    List<Subscription> found = new ArrayList<>();
    charges.forEach(
        (payee, rows) -> {
          var subscription = recognise(payee, rows, totals.span());
          if (subscription != null) {
            found.add(subscription);
          }
        });
    found.sort(DEAREST_FIRST);
    var perMonth = Ratio.of(BigDecimal.ZERO, 1);
    for (var subscription : found) {
      perMonth = perMonth.plus(subscription.perMonth());
    }
    return new SubscriptionSignals(
        found.size(),
        perMonth.rounded(),
        perMonth.percentOf(totals.monthlyOutflow()),
        totals.monthly(totals.coffeeAndDelivery()).rounded(),
        found.stream().map(Subscription::shown).toList());
  }

  private static @Nullable Subscription recognise(
      Payee payee, List<LedgerRow> rows, DaySpan window) {
    if (rows.size() < LEAST_CHARGES) {
      return null;
    }
    long twiceMedianGap = Gaps.twiceMedian(rows);
    var cadence = cadenceOf(twiceMedianGap);
    long lastDay = rows.getLast().day();
    if (cadence == null || isLapsed(window.last() - lastDay, twiceMedianGap)) {
      return null;
    }
    var price = steadyPrice(rows);
    if (price == null) {
      return null;
    }
    var inWindow = rows.stream().filter(row -> window.contains(row.day())).toList();
    var charged =
        inWindow.stream().map(LedgerRow::amount).reduce(BigDecimal.ZERO, BigDecimal::subtract);
    var shown =
        new RecurringMerchant(
            payee.merchant(),
            price.rounded(),
            cadence,
            rows.getLast().transaction().postedOn(),
            inWindow.size(),
            Ratio.stored(charged));
    return new Subscription(
        payee, shown, cadence == Cadence.WEEKLY ? price.times(WEEKS_PER_MONTH) : price);
  }

  private static @Nullable Cadence cadenceOf(long twiceMedianGap) {
    if (twiceMedianGap >= 2 * 25 && twiceMedianGap <= 2 * 35) {
      return Cadence.MONTHLY;
    }
    return twiceMedianGap >= 2 * 6 && twiceMedianGap <= 2 * 8 ? Cadence.WEEKLY : null;
  }

  /** More than 1.5 median gaps without a charge, without fractions. */
  private static boolean isLapsed(long daysSinceLast, long twiceMedianGap) {
    return 4 * daysSinceLast > 3 * twiceMedianGap;
  }

  /** The mean charge; after a change of price that of the last three charges, if they agree. */
  private static @Nullable Ratio steadyPrice(List<LedgerRow> rows) {
    var all = chargesOf(rows);
    if (all.isDispersedAtMostTenPercent()) {
      return all.mean();
    }
    var latest = chargesOf(rows.subList(rows.size() - LEAST_CHARGES, rows.size()));
    return latest.isDispersedAtMostTenPercent() ? latest.mean() : null;
  }

  private static Statistics chargesOf(List<LedgerRow> rows) {
    return Statistics.of(() -> rows.stream().map(row -> row.amount().negate()).iterator());
  }
}
