package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeStageDetectorTest {
  private final LedgerFixture ledger = new LedgerFixture();
  private final UUID checking = ledger.checking("100.00");

  @Test
  void aPlainUserIsDescribedWhole() {
    ledger.row(checking, 1, "-60.00", TransactionCategory.GROCERIES, "Market");
    ledger.row(checking, 2, "-40.00", TransactionCategory.SHOPPING, "Shop");

    assertThat(lifeStage(DAYS_30))
        .isEqualTo(
            new LifeStageSignals(
                false,
                false,
                null,
                null,
                false,
                false,
                new BigDecimal("2.00"),
                new BigDecimal("60.00")));
  }

  @Test
  void theTransactionCountIsPer30Days() {
    for (int day = 0; day < 100; day++) {
      ledger.row(checking, day, "-1.00", TransactionCategory.SHOPPING, "Shop");
    }

    assertThat(lifeStage(DAYS_30).transactionCountMonthly()).isEqualTo("30.00");
    assertThat(lifeStage(DAYS_180).transactionCountMonthly()).isEqualTo("16.67");
  }

  @Test
  void essentialsAreRentMortgageGroceriesUtilitiesHealthAndInsurance() {
    int day = 0;
    for (var category : TransactionCategory.values()) {
      if (category != TransactionCategory.OWN_TRANSFER) {
        ledger.row(checking, day++ % 30, "-10.00", category, "Payee");
      }
    }
    int all = TransactionCategory.values().length - 1;

    assertThat(lifeStage(DAYS_30).essentialsPct())
        .isEqualTo(Ratio.of(BigDecimal.valueOf(600), all).rounded());
  }

  @Test
  void withoutOutflowTheShareOfEssentialsIsUnknown() {
    ledger.row(checking, 40, "-60.00", TransactionCategory.GROCERIES, "Market");

    assertThat(lifeStage(DAYS_30).essentialsPct()).isNull();
    assertThat(lifeStage(DAYS_30).transactionCountMonthly()).isEqualTo("0.00");
    assertThat(lifeStage(DAYS_180).essentialsPct()).isEqualTo("100.00");
  }

  @ParameterizedTest
  @CsvSource({"179, true", "180, false"})
  void rentMortgageAndLoanPaymentsAreLookedForOver180DaysInEveryWindow(
      int daysAgo, boolean isSeen) {
    var savings = ledger.savings("100.00");
    ledger.row(savings, daysAgo, "-900.00", TransactionCategory.RENT);
    ledger.row(checking, daysAgo, "-1900.00", TransactionCategory.MORTGAGE);
    ledger.row(checking, daysAgo, "-90.00", TransactionCategory.STUDENT_LOAN_PAYMENT);

    for (var window : SignalWindow.values()) {
      assertThat(lifeStage(window).hasRentTransactions()).isEqualTo(isSeen);
      assertThat(lifeStage(window).hasMortgage()).isEqualTo(isSeen);
      assertThat(lifeStage(window).studentLoanPaymentsSeen()).isEqualTo(isSeen);
      assertThat(lifeStage(window).studentLoanAccountPresent()).isFalse();
    }
  }

  @Test
  void rentThatComesInIsNotPaid() {
    ledger.row(checking, 3, "900.00", TransactionCategory.RENT);

    assertThat(lifeStage(DAYS_30).hasRentTransactions()).isFalse();
  }

  @Test
  void aStudentLoanAccountIsPresent() {
    ledger.account(AccountType.LOAN, "student", "9000.00", null, "USD");

    assertThat(lifeStage(DAYS_30).studentLoanAccountPresent()).isTrue();
    assertThat(lifeStage(DAYS_30).hasRentTransactions()).isNull();
    assertThat(lifeStage(DAYS_30).hasMortgage()).isNull();
    assertThat(lifeStage(DAYS_30).transactionCountMonthly()).isNull();
  }

  @Test
  void aStudentLoanLiabilityIsPresentToo() {
    ledger.liability(checking, LiabilityType.STUDENT_LOAN, null, null, null);

    assertThat(lifeStage(DAYS_30).studentLoanAccountPresent()).isTrue();
  }

  @Test
  void aMortgageIsKnownByItsAccountOrLiability() {
    var loan = ledger.account(AccountType.LOAN, "mortgage", "9000.00", null, "USD");
    assertThat(lifeStage(DAYS_30).hasMortgage()).isTrue();

    ledger.accounts.removeIf(account -> account.id().equals(loan));
    ledger.liability(checking, LiabilityType.MORTGAGE, null, null, null);

    assertThat(lifeStage(DAYS_30).hasMortgage()).isTrue();
    assertThat(lifeStage(DAYS_30).studentLoanAccountPresent()).isFalse();
  }

  @Test
  void anAutoLoanIsNeither() {
    ledger.account(AccountType.LOAN, "auto", "9000.00", null, "USD");

    assertThat(lifeStage(DAYS_30).studentLoanAccountPresent()).isFalse();
    assertThat(lifeStage(DAYS_30).hasMortgage()).isNull();
  }

  @Test
  void theAgeBracketComesOnlyFromAStatedProfile() {
    ledger.statedAgeBracket = "18-25";

    assertThat(lifeStage(DAYS_30).ageBracket()).isEqualTo("18-25");
  }

  @Test
  void aStatedIncomeWinsOverTheDeposits() {
    ledger.deposits(checking, "Acme", "2000.00", 28, 14, 0);
    assertThat(lifeStage(DAYS_30).annualIncome()).isEqualTo("52142.86");

    ledger.statedAnnualIncome = new BigDecimal("18000");

    assertThat(lifeStage(DAYS_30).annualIncome()).isEqualTo("18000.00");
  }

  @Test
  void theAnnualIncomeIsTheSameInBothWindows() {
    // weekly lately, every 40 days before
    ledger.deposits(checking, "Acme", "1000.00", 174, 134, 94, 54, 14, 7, 0);

    var expected = new BigDecimal("9125.00");
    assertThat(lifeStage(DAYS_30).annualIncome()).isEqualTo(expected);
    assertThat(lifeStage(DAYS_180).annualIncome()).isEqualTo(expected);
    assertThat(Objects.requireNonNull(ledger.signals(DAYS_30).income()).medianPayGapDays())
        .isEqualTo("7.00");
  }

  @Test
  void aStatedProfileWithoutAccountsKnowsNoDebts() {
    ledger.accounts.clear();
    ledger.statedAnnualIncome = new BigDecimal("18000");

    assertThat(lifeStage(DAYS_30))
        .isEqualTo(
            new LifeStageSignals(
                null, false, null, new BigDecimal("18000.00"), null, null, null, null));
  }

  @Test
  void aBareBankAccountTellsNothing() {
    assertThat(ledger.signals(DAYS_30)).isSameAs(UserSignals.NONE);
  }

  private LifeStageSignals lifeStage(SignalWindow window) {
    return Objects.requireNonNull(ledger.signals(window).lifeStage());
  }
}
