package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthlyExpensesTest {
  private final LedgerFixture ledger = new LedgerFixture();
  private final UUID checking = ledger.checking("1000.00");

  @Test
  void theLastSixCompleteMonthsAreAveraged() {
    spend("2025-12-01", "-9999.00");
    for (int month = 1; month <= 6; month++) {
      spend(LocalDate.of(2026, month, 15).toString(), "-" + month + "00.00");
    }

    assertThat(expenses()).isEqualTo("350.00");
  }

  @Test
  void theCurrentMonthCountsOnlyOnItsLastDay() {
    spend("2026-01-01", "-100.00");
    spend("2026-06-15", "-900.00");

    assertThat(expenses()).isEqualTo("500.00");
    ledger.asOf = LocalDate.of(2026, 6, 29);
    assertThat(expenses()).isEqualTo("100.00");
  }

  @Test
  void monthsWithoutRowsAreLeftOut() {
    spend("2025-11-20", "-50.00");
    spend("2026-02-10", "-600.00");
    spend("2026-05-10", "-200.00");

    assertThat(expenses()).isEqualTo("400.00");
  }

  @Test
  void aMonthWithOnlyIncomeCountsAsAMonthOfNoExpenses() {
    spend("2026-04-01", "-600.00");
    ledger.row(checking, LocalDate.of(2026, 5, 3), "50.00", TransactionCategory.OTHER, null, "in");

    assertThat(expenses()).isEqualTo("300.00");
  }

  @ParameterizedTest
  @CsvSource({"2026-04-01, 300.00", "2026-04-02, 500.00"})
  void theMonthInWhichTheRowsBeginIsCompleteOnlyFromItsFirstDay(String first, String expected) {
    spend(first, "-100.00");
    spend("2026-05-10", "-500.00");

    assertThat(expenses()).isEqualTo(expected);
  }

  @Test
  void withoutACompleteMonthTheDaysCoveredAreScaledTo30() {
    spend("2026-06-16", "-150.00");
    ledger.asOf = LocalDate.of(2026, 6, 25);

    // ten days, from the first row to the day asked for
    assertThat(expenses()).isEqualTo("450.00");
  }

  @Test
  void daysCoveredMayReachOverTheEndOfAMonth() {
    spend("2026-05-17", "-100.00");
    spend("2026-06-02", "-60.00");
    ledger.asOf = LocalDate.of(2026, 6, 5);

    assertThat(expenses()).isEqualTo("240.00");
  }

  @Test
  void rowsOlderThanTheSixMonthsTellNothing() {
    spend("2025-12-31", "-100.00");

    assertThat(MonthlyExpenses.of(view())).isNull();
  }

  @Test
  void purchasesOfAHeldCardCountAndPaymentsToItDoNot() {
    var card = ledger.card("10.00", "1000.00");
    spend("2026-06-01", "-100.00");
    ledger.row(card, 3, "-70.00", TransactionCategory.SHOPPING, "Shop");
    ledger.row(checking, 2, "-900.00", TransactionCategory.CARD_PAYMENT);

    assertThat(expenses()).isEqualTo("170.00");
  }

  @Test
  void paymentsToACardWithoutRowsCount() {
    ledger.card("10.00", "1000.00");
    spend("2026-06-01", "-100.00");
    ledger.row(checking, 2, "-900.00", TransactionCategory.CARD_PAYMENT);

    assertThat(expenses()).isEqualTo("1000.00");
  }

  @Test
  void savingsAreNoDailyLifeWhereThereIsChecking() {
    var savings = ledger.savings("10.00");
    spend("2026-06-01", "-100.00");
    ledger.row(savings, 2, "-55.00", TransactionCategory.SHOPPING, "Shop");

    assertThat(expenses()).isEqualTo("100.00");
  }

  @Test
  void withoutCheckingAllDepositsAreDailyLife() {
    ledger.accounts.clear();
    var savings = ledger.savings("10.00");
    var prepaid = ledger.account(AccountType.DEPOSITORY, "prepaid", "10.00", null, "USD");
    ledger.row(savings, 29, "-55.00", TransactionCategory.SHOPPING, "Shop");
    ledger.row(prepaid, 2, "-45.00", TransactionCategory.SHOPPING, "Shop");

    assertThat(expenses()).isEqualTo("100.00");
    assertThat(ledger.compute(SignalWindow.DAYS_30).quality().warnings())
        .containsExactly("No checking account: all depository accounts are read as daily life.");
  }

  private void spend(String day, String amount) {
    ledger.row(
        checking, LocalDate.parse(day), amount, TransactionCategory.GROCERIES, "Market", "market");
  }

  private LedgerView view() {
    return LedgerView.of(ledger.snapshot(), ledger.asOf);
  }

  private @Nullable BigDecimal expenses() {
    var perMonth = MonthlyExpenses.of(view());
    return perMonth == null ? null : perMonth.rounded();
  }
}
