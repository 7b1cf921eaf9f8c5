package app.countersign.signal;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a user's income. The main source alone decides gap, frequency, variability, type and
 * the median deposit; only the number of deposits speaks of all sources in the window. The annual
 * figure is the stated one, else the median deposit × 365 / the median gap over 180 days, the same
 * in both windows.
 */
final class IncomeDetector {
  private static final int RECENT_DEPOSITS = 5;
  private static final int DEPOSITS_FOR_IRREGULAR = 3;
  private static final int MONTHS_PER_YEAR = 12;
  private static final BigDecimal DAYS_PER_YEAR = BigDecimal.valueOf(365);
  private static final BigDecimal STEADY_BELOW_PCT = BigDecimal.TEN;
  private static final BigDecimal VARIABLE_FROM_PCT = BigDecimal.valueOf(20);

  private IncomeDetector() {}

  /** The signals of the window; null without any income in 24 months. */
  static @Nullable IncomeSignals detect(
      LedgerView view, WindowTotals totals, @Nullable Ratio monthlyExpenses) {
    var deposits = view.deposits();
    if (deposits.all().isEmpty()) {
      return null;
    }
    var window = totals.span();
    var main = deposits.ofMainSource(window.first());
    var amounts = main.stream().map(LedgerRow::amount).sorted().toList();
    var variability = Statistics.of(amounts).variationPct();
    var frequency = frequencyOf(main);
    var annual = annual(view, deposits);
    var perMonth =
        annual == null ? null : annual.over(Ratio.of(BigDecimal.valueOf(MONTHS_PER_YEAR), 1));
    long inWindow = deposits.all().stream().filter(row -> window.contains(row.day())).count();
    return new IncomeSignals(
        typeOf(variability, frequency),
        frequency,
        main.size() < 2 ? null : medianGap(main).rounded(),
        variability,
        bufferMonths(view, monthlyExpenses),
        Median.of(amounts).rounded(),
        Math.toIntExact(inWindow),
        perMonth == null ? null : perMonth.rounded(),
        recent(deposits.all(), window.last()));
  }

  /** Income per year, rounded; null when neither stated nor to be told from two deposits. */
  static @Nullable BigDecimal annualIncome(LedgerView view) {
    var annual = annual(view, view.deposits());
    return annual == null ? null : annual.rounded();
  }

  private static @Nullable Ratio annual(LedgerView view, IncomeDeposits deposits) {
    var stated = view.ledger().statedAnnualIncome();
    if (stated != null) {
      return Ratio.of(stated, 1);
    }
    var trend = DaySpan.endingOn(view.asOf(), SignalWindow.DAYS_180.days());
    var main = deposits.ofMainSource(trend.first());
    if (main.size() < 2) {
      return null;
    }
    var amounts = main.stream().map(LedgerRow::amount).sorted().toList();
    return Median.of(amounts).times(DAYS_PER_YEAR).over(medianGap(main));
  }

  private static Ratio medianGap(List<LedgerRow> deposits) {
    return Ratio.of(BigDecimal.valueOf(Gaps.twiceMedian(deposits)), 2);
  }

  private static PaymentFrequency frequencyOf(List<LedgerRow> deposits) {
    if (deposits.size() < 2) {
      return PaymentFrequency.UNKNOWN;
    }
    long twiceGap = Gaps.twiceMedian(deposits);
    if (twiceGap >= 2 * 6 && twiceGap <= 2 * 8) {
      return PaymentFrequency.WEEKLY;
    }
    if (twiceGap >= 2 * 12 && twiceGap <= 2 * 16) {
      return PaymentFrequency.BIWEEKLY;
    }
    if (twiceGap >= 2 * 25 && twiceGap <= 2 * 35) {
      return PaymentFrequency.MONTHLY;
    }
    return deposits.size() >= DEPOSITS_FOR_IRREGULAR
        ? PaymentFrequency.IRREGULAR
        : PaymentFrequency.UNKNOWN;
  }

  private static IncomeType typeOf(
      @Nullable BigDecimal variabilityPct, PaymentFrequency frequency) {
    if (variabilityPct == null) {
      return IncomeType.UNKNOWN;
    }
    if (variabilityPct.compareTo(VARIABLE_FROM_PCT) >= 0) {
      return IncomeType.FREELANCE;
    }
    if (variabilityPct.compareTo(STEADY_BELOW_PCT) >= 0) {
      return IncomeType.MIXED;
    }
    return switch (frequency) {
      case WEEKLY, BIWEEKLY, MONTHLY -> IncomeType.PAYROLL;
      case IRREGULAR -> IncomeType.MIXED;
      case UNKNOWN -> IncomeType.UNKNOWN;
    };
  }

  private static @Nullable BigDecimal bufferMonths(
      LedgerView view, @Nullable Ratio monthlyExpenses) {
    var daily =
        view.accounts().stream()
            .filter(held -> held.isInCurrency() && view.isDaily(held.role()))
            .toList();
    var balance = SavingsDetector.totalOf(daily);
    return balance == null ? null : SavingsDetector.monthsCovered(balance, monthlyExpenses);
  }

  private static List<RecentDeposit> recent(List<LedgerRow> deposits, long asOfDay) {
    return deposits.stream()
        .sorted(
            Comparator.comparingLong(LedgerRow::day).thenComparing(LedgerRow::amount).reversed())
        .limit(RECENT_DEPOSITS)
        .map(
            row ->
                new RecentDeposit(
                    row.transaction().postedOn(),
                    Ratio.stored(row.amount()),
                    Math.toIntExact(asOfDay - row.day())))
        .toList();
  }
}
