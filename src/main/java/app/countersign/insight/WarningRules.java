package app.countersign.insight;

import static app.countersign.insight.InsightWords.day;
import static app.countersign.insight.InsightWords.exactPercent;
import static app.countersign.insight.InsightWords.money;

import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.IncomeSignals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What needs doing: told only of data that are current. */
final class WarningRules {
  static final BigDecimal USED = BigDecimal.valueOf(30);
  static final BigDecimal HIGH = BigDecimal.valueOf(50);
  static final BigDecimal VERY_HIGH = BigDecimal.valueOf(80);

  /** Money at hand for less than so many months of expenses. */
  static final BigDecimal LEAST_BUFFER = BigDecimal.ONE;

  private static final int LONGEST_NAME = 100;

  private WarningRules() {}

  static List<Finding> find(CurrencyBasis basis) {
    List<Finding> found = new ArrayList<>();
    if (basis.isCurrent()) {
      CreditSignals credit = basis.book().signals().credit();
      if (credit != null) {
        credit.cards().forEach(card -> ofCard(basis, card, found));
      }
      buffer(basis, basis.book().signals().income(), found);
    }
    return found;
  }

  private static void ofCard(CurrencyBasis basis, CardSignals card, List<Finding> found) {
    BigDecimal used = card.utilizationPct();
    if (used != null && used.compareTo(USED) >= 0) {
      found.add(utilization(basis, card, used));
    }
    if (Boolean.TRUE.equals(card.overdue())) {
      found.add(overdue(basis, card));
    }
    if (card.interestCharges().signum() > 0) {
      found.add(interest(basis, card));
    }
  }

  private static Finding utilization(CurrencyBasis basis, CardSignals card, BigDecimal used) {
    BigDecimal threshold = USED;
    InsightSeverity severity = InsightSeverity.NOTICE;
    if (used.compareTo(VERY_HIGH) >= 0) {
      threshold = VERY_HIGH;
      severity = InsightSeverity.CRITICAL;
    } else if (used.compareTo(HIGH) >= 0) {
      threshold = HIGH;
      severity = InsightSeverity.WARNING;
    }
    // Without a balance and a limit nobody could have told how much of it is used.
    BigDecimal balance = Objects.requireNonNull(card.balance());
    BigDecimal limit = Objects.requireNonNull(card.limit());
    return new Finding(
        InsightKind.WARNING,
        severity,
        "utilization/" + card.accountId(),
        basis.currency(),
        name(card),
        "%s is used to %s".formatted(name(card), exactPercent(used)),
        "You owe %s of the %s that %s allows: %s, which is %s or more."
            .formatted(
                money(basis.money(balance)),
                money(basis.money(limit)),
                name(card),
                exactPercent(used),
                exactPercent(threshold)),
        List.of(
            InsightFigure.percent("utilization", used, null),
            InsightFigure.percent("threshold", threshold, null),
            InsightFigure.amount("balance", basis.money(balance), null),
            InsightFigure.amount("limit", basis.money(limit), null)));
  }

  private static Finding overdue(CurrencyBasis basis, CardSignals card) {
    List<InsightFigure> figures = new ArrayList<>();
    BigDecimal minimum = card.minimumPayment();
    if (minimum != null) {
      figures.add(InsightFigure.amount("minimumPayment", basis.money(minimum), null));
    }
    if (card.balance() != null) {
      figures.add(InsightFigure.amount("balance", basis.money(card.balance()), null));
    }
    if (figures.isEmpty()) {
      figures.add(InsightFigure.count("overdueCards", 1, null));
    }
    return new Finding(
        InsightKind.WARNING,
        InsightSeverity.CRITICAL,
        "overdue/" + card.accountId(),
        basis.currency(),
        name(card),
        "A payment to %s is overdue".formatted(name(card)),
        "The bank says that a payment to %s is overdue.%s"
            .formatted(
                name(card),
                minimum == null ? "" : " The least to pay is " + money(basis.money(minimum)) + "."),
        figures);
  }

  private static Finding interest(CurrencyBasis basis, CardSignals card) {
    var charged = basis.money(card.interestCharges());
    return new Finding(
        InsightKind.WARNING,
        InsightSeverity.NOTICE,
        "interest/" + card.accountId(),
        basis.currency(),
        name(card),
        "%s charged interest".formatted(name(card)),
        "In the 30 days to %s %s charged %s of interest."
            .formatted(day(basis.book().asOf()), name(card), money(charged)),
        List.of(InsightFigure.amount("interest", charged, basis.period())));
  }

  private static void buffer(
      CurrencyBasis basis, @Nullable IncomeSignals income, List<Finding> found) {
    BigDecimal months = income == null ? null : income.cashFlowBufferMonths();
    if (months == null || months.compareTo(LEAST_BUFFER) >= 0) {
      return;
    }
    found.add(
        new Finding(
            InsightKind.WARNING,
            InsightSeverity.WARNING,
            "buffer",
            basis.currency(),
            null,
            "Less than a month's expenses at hand",
            "What is in your accounts of daily life lasts for %s months of your usual expenses."
                .formatted(months.toPlainString()),
            List.of(
                InsightFigure.months("buffer", months, null),
                InsightFigure.months("threshold", LEAST_BUFFER, null))));
  }

  static String name(CardSignals card) {
    String name = card.name() == null || card.name().isBlank() ? "Your card" : card.name().strip();
    String fits = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    return card.mask() == null ? fits : fits + " …" + card.mask();
  }
}
