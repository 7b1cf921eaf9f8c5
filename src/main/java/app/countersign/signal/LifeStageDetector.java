package app.countersign.signal;

import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Facts of the user as a whole, the same in both windows, except the number of transactions and the
 * share of essentials, which speak of the window. Rent, mortgage and student loan payments are
 * looked for over 180 days, on any account.
 */
final class LifeStageDetector {
  private static final int FACT_DAYS = 180;

  private LifeStageDetector() {}

  /** The signals; null when no row, no debt and nothing stated tells of the user. */
  static @Nullable LifeStageSignals detect(LedgerView view, WindowTotals totals) {
    var ledger = view.ledger();
    boolean hasRows = !view.rows().isEmpty();
    boolean hasDebt =
        !ledger.liabilities().isEmpty()
            || view.accounts().stream().anyMatch(held -> held.role().isDebt());
    if (!hasRows
        && !hasDebt
        && ledger.statedAgeBracket() == null
        && ledger.statedAnnualIncome() == null) {
      return null;
    }
    boolean knowsDebts = hasRows || !ledger.accounts().isEmpty();
    boolean hasMortgage =
        ledger.accounts().stream().anyMatch(AccountRole::isMortgage)
            || owes(view, LiabilityType.MORTGAGE)
            || paid(view, TransactionCategory.MORTGAGE);
    return new LifeStageSignals(
        hasStudentLoan(view) ? Boolean.TRUE : (knowsDebts ? Boolean.FALSE : null),
        paid(view, TransactionCategory.STUDENT_LOAN_PAYMENT),
        ledger.statedAgeBracket(),
        IncomeDetector.annualIncome(view),
        hasRows ? (Boolean) paid(view, TransactionCategory.RENT) : null,
        hasMortgage ? Boolean.TRUE : (hasRows ? Boolean.FALSE : null),
        hasRows ? totals.monthly(BigDecimal.valueOf(totals.rowCount())).rounded() : null,
        totals.monthly(totals.essentials()).percentOf(totals.monthlyOutflow()));
  }

  private static boolean hasStudentLoan(LedgerView view) {
    return view.ledger().accounts().stream().anyMatch(AccountRole::isStudentLoan)
        || owes(view, LiabilityType.STUDENT_LOAN);
  }

  private static boolean owes(LedgerView view, LiabilityType type) {
    return view.ledger().liabilities().stream().anyMatch(liability -> liability.type() == type);
  }

  /** Whether money went out for it, also into an account of the user's own. */
  private static boolean paid(LedgerView view, TransactionCategory category) {
    var span = DaySpan.endingOn(view.asOf(), FACT_DAYS);
    for (var row : view.rows()) {
      if (row.category() == category && row.amount().signum() < 0 && span.contains(row.day())) {
        return true;
      }
    }
    return false;
  }
}
