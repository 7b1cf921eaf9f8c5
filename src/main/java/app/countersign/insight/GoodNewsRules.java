package app.countersign.insight;

import static app.countersign.insight.InsightWords.exactPercent;
import static app.countersign.insight.InsightWords.money;

import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.SavingsSignals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes well: told only of data that are current. */
final class GoodNewsRules {
  /** Savings for so many months of expenses are enough to say so. */
  static final BigDecimal EMERGENCY_MONTHS = BigDecimal.valueOf(3);

  static final BigDecimal LEAST_GROWTH = BigDecimal.valueOf(2);

  private GoodNewsRules() {}

  static List<Finding> find(CurrencyBasis basis) {
    List<Finding> found = new ArrayList<>();
    if (basis.isCurrent()) {
      cards(basis, basis.book().signals().credit(), found);
      savings(basis, basis.book().signals().savings(), found);
    }
    return found;
  }

  /** A card of which nobody knows how much is used leaves it open. */
  private static void cards(
      CurrencyBasis basis, @Nullable CreditSignals credit, List<Finding> found) {
    if (credit == null || credit.cards().isEmpty()) {
      return;
    }
    boolean areAllLow =
        credit.cards().stream()
            .map(CardSignals::utilizationPct)
            .allMatch(used -> used != null && used.compareTo(WarningRules.USED) < 0);
    if (!areAllLow) {
      return;
    }
    BigDecimal highest =
        credit.cards().stream()
            .map(card -> Objects.requireNonNull(card.utilizationPct()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    found.add(
        new Finding(
            InsightKind.GOOD_NEWS,
            InsightSeverity.INFO,
            "utilization",
            basis.currency(),
            null,
            "Every card is below 30 %",
            "The most used of your cards is used to %s of its limit; below %s is good."
                .formatted(exactPercent(highest), exactPercent(WarningRules.USED)),
            List.of(
                InsightFigure.percent("highestUtilization", highest, null),
                InsightFigure.count("cards", credit.cards().size(), null),
                InsightFigure.percent("threshold", WarningRules.USED, null))));
  }

  private static void savings(
      CurrencyBasis basis, @Nullable SavingsSignals savings, List<Finding> found) {
    if (savings == null) {
      return;
    }
    BigDecimal months = savings.emergencyFundMonths();
    if (months != null && months.compareTo(EMERGENCY_MONTHS) >= 0) {
      found.add(emergencyFund(basis, savings, months));
    }
    BigDecimal growth = savings.savingsGrowthRatePct();
    if (growth != null
        && growth.compareTo(LEAST_GROWTH) >= 0
        && savings.netSavingsInflow().signum() > 0) {
      found.add(growth(basis, savings, growth));
    }
  }

  private static Finding emergencyFund(
      CurrencyBasis basis, SavingsSignals savings, BigDecimal months) {
    List<InsightFigure> figures = new ArrayList<>();
    figures.add(InsightFigure.months("emergencyFund", months, null));
    if (savings.totalSavingsBalance() != null) {
      figures.add(
          InsightFigure.amount("savings", basis.money(savings.totalSavingsBalance()), null));
    }
    figures.add(InsightFigure.months("threshold", EMERGENCY_MONTHS, null));
    return new Finding(
        InsightKind.GOOD_NEWS,
        InsightSeverity.INFO,
        "emergencyFund",
        basis.currency(),
        null,
        "Savings for %s months".formatted(months.toPlainString()),
        "Your savings last for %s months of your usual expenses; three are a good start."
            .formatted(months.toPlainString()),
        figures);
  }

  private static Finding growth(CurrencyBasis basis, SavingsSignals savings, BigDecimal growth) {
    var inflow = basis.money(savings.netSavingsInflow());
    return new Finding(
        InsightKind.GOOD_NEWS,
        InsightSeverity.INFO,
        "savingsGrowth",
        basis.currency(),
        null,
        "Your savings grew by %s".formatted(exactPercent(growth)),
        "In 30 days you put %s more into your savings than you took out: %s of what was there."
            .formatted(money(inflow), exactPercent(growth)),
        List.of(
            InsightFigure.percent("growth", growth, basis.period()),
            InsightFigure.amount("netInflow", inflow, basis.period()),
            InsightFigure.percent("threshold", LEAST_GROWTH, null)));
  }
}
