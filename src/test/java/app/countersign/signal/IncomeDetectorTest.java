package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IncomeDetectorTest {
  private final LedgerFixture ledger = new LedgerFixture();
  private final UUID checking = ledger.checking("1500.00");

  @Test
  void aFortnightlySalaryIsDescribedWhole() {
    ledger.deposits(checking, "Acme", "2000.00", 46, 32, 18, 4);
    ledger.row(checking, 29, "-1000.00", TransactionCategory.RENT);

    // the rows begin in May, so June alone is a complete month
    assertThat(income(DAYS_180))
        .isEqualTo(
            new IncomeSignals(
                IncomeType.PAYROLL,
                PaymentFrequency.BIWEEKLY,
                new BigDecimal("14.00"),
                new BigDecimal("0.00"),
                new BigDecimal("1.50"),
                new BigDecimal("2000.00"),
                4,
                new BigDecimal("4345.24"),
                List.of(
                    deposit(4, "2000.00"),
                    deposit(18, "2000.00"),
                    deposit(32, "2000.00"),
                    deposit(46, "2000.00"))));
  }

  @ParameterizedTest
  @CsvSource({
    "5, IRREGULAR",
    "6, WEEKLY",
    "8, WEEKLY",
    "9, IRREGULAR",
    "11, IRREGULAR",
    "12, BIWEEKLY",
    "15, BIWEEKLY",
    "16, BIWEEKLY",
    "17, IRREGULAR",
    "24, IRREGULAR",
    "25, MONTHLY",
    "35, MONTHLY",
    "36, IRREGULAR",
    "45, IRREGULAR",
    "46, IRREGULAR"
  })
  void theMedianGapDecidesTheFrequency(int gap, PaymentFrequency expected) {
    ledger.deposits(checking, "Acme", "500.00", 2 * gap, gap, 0);

    assertThat(income(DAYS_180).paymentFrequency()).isEqualTo(expected);
    assertThat(income(DAYS_180).medianPayGapDays()).isEqualByComparingTo("" + gap);
  }

  @Test
  void theMedianGapKeepsItsHalf() {
    ledger.deposits(checking, "Acme", "500.00", 91, 46, 0);

    assertThat(income(DAYS_180).medianPayGapDays()).isEqualTo("45.50");
  }

  @Test
  void twoDepositsAreNeverIrregular() {
    ledger.deposits(checking, "Acme", "500.00", 60, 0);

    var found = income(DAYS_180);

    assertThat(found.paymentFrequency()).isEqualTo(PaymentFrequency.UNKNOWN);
    assertThat(found.incomeType()).isEqualTo(IncomeType.UNKNOWN);
    assertThat(found.medianPayGapDays()).isEqualTo("60.00");
    assertThat(found.incomeVariabilityPct()).isEqualTo("0.00");
  }

  @Test
  void onePayrollDepositIsDataWithoutACadence() {
    ledger.row(checking, 10, "3000.00", TransactionCategory.PAYROLL, "Acme");

    var found = income(DAYS_30);

    assertThat(found.numDepositsInWindow()).isEqualTo(1);
    assertThat(found.medianDepositAmount()).isEqualTo("3000.00");
    assertThat(found.medianPayGapDays()).isNull();
    assertThat(found.incomeVariabilityPct()).isNull();
    assertThat(found.monthlyIncome()).isNull();
    assertThat(found.paymentFrequency()).isEqualTo(PaymentFrequency.UNKNOWN);
    assertThat(found.incomeType()).isEqualTo(IncomeType.UNKNOWN);
  }

  @Test
  void aMonthlySalaryShowsItsCadenceInThe30DayWindow() {
    ledger.deposits(checking, "Acme", "3000.00", 160, 130, 100, 70, 40, 10);

    var found = income(DAYS_30);

    assertThat(found.paymentFrequency()).isEqualTo(PaymentFrequency.MONTHLY);
    assertThat(found.numDepositsInWindow()).isEqualTo(1);
    assertThat(found.recentDeposits())
        .extracting(RecentDeposit::daysSince)
        .containsExactly(10, 40, 70, 100, 130);
  }

  @Test
  void theLookBackStopsAtThreeDepositsOfTheMainSource() {
    // the newest three are 40 days apart, the older ones 5
    ledger.deposits(checking, "Acme", "800.00", 105, 100, 95, 90, 50, 10);

    assertThat(income(DAYS_30).medianPayGapDays()).isEqualTo("40.00");
    assertThat(income(DAYS_180).medianPayGapDays()).isEqualTo("5.00");
  }

  @Test
  void theLookBackEndsAfter24Months() {
    var first = LedgerFixture.AS_OF.minusMonths(24).plusDays(1);
    pay(first, "500.00");
    pay(first.plusDays(100), "500.00");
    assertThat(income(DAYS_30).medianPayGapDays()).isEqualTo("100.00");
    assertThat(income(DAYS_30).numDepositsInWindow()).isZero();

    ledger.rows.clear();
    pay(first.minusDays(1), "500.00");
    pay(first.plusDays(99), "500.00");

    assertThat(ledger.signals(DAYS_30).income()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"99.99, false", "100.00, true", "100.01, true"})
  void onlyDepositsOfAtLeast100Count(String amount, boolean isIncome) {
    ledger.deposits(checking, "Acme", amount, 28, 14, 0);

    assertThat(ledger.signals(DAYS_30).income() != null).isEqualTo(isIncome);
  }

  @Test
  void aSingleDepositWithoutPayrollWordsIsNoIncome() {
    ledger.deposits(checking, "Auction", "900.00", 10);

    assertThat(ledger.signals(DAYS_30).income()).isNull();
  }

  @Test
  void benefitsAreIncomeByTheirText() {
    ledger.row(checking, 10, "1200.00", TransactionCategory.BENEFITS, "Pension");

    assertThat(income(DAYS_30).numDepositsInWindow()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransactionCategory.class,
      names = {"OWN_TRANSFER", "PERSON_TRANSFER", "LOAN_ADVANCE", "REFUND", "CASH", "CARD_PAYMENT"})
  void transfersAdvancesAndRefundsNeverAreIncome(TransactionCategory category) {
    for (int day : new int[] {28, 14, 0}) {
      ledger.row(checking, day, "500.00", category, "Somebody");
    }

    assertThat(ledger.signals(DAYS_30).income()).isNull();
  }

  @Test
  void theOtherHalfOfAnOwnTransferIsNoIncome() {
    var savings = ledger.savings("0.00");
    for (int day : new int[] {28, 14, 1}) {
      ledger.row(savings, day, "-500.00", TransactionCategory.OTHER);
      ledger.row(checking, day - 1, "500.00", TransactionCategory.OTHER);
    }

    assertThat(ledger.signals(DAYS_30).income()).isNull();
  }

  @Test
  void depositsIntoSavingsAreNoIncomeWhereThereIsChecking() {
    var savings = ledger.savings("0.00");
    ledger.deposits(savings, "Acme", "500.00", 28, 14, 0);

    assertThat(ledger.signals(DAYS_30).income()).isNull();
  }

  @Test
  void withoutCheckingDepositsIntoSavingsAreIncome() {
    ledger.accounts.clear();
    var savings = ledger.savings("0.00");
    ledger.deposits(savings, "Acme", "500.00", 28, 14, 0);

    assertThat(income(DAYS_30).paymentFrequency()).isEqualTo(PaymentFrequency.BIWEEKLY);
  }

  @Test
  void theMainSourceDecidesAndTheOthersStandBeside() {
    ledger.deposits(checking, "Acme", "3000.00", 70, 40, 10);
    ledger.deposits(checking, "Tutoring", "150.00", 23, 16, 9, 2);

    var found = income(DAYS_30);

    assertThat(found.paymentFrequency()).isEqualTo(PaymentFrequency.MONTHLY);
    assertThat(found.medianDepositAmount()).isEqualTo("3000.00");
    assertThat(found.incomeVariabilityPct()).isEqualTo("0.00");
    assertThat(found.numDepositsInWindow()).isEqualTo(5);
    assertThat(found.recentDeposits())
        .extracting(RecentDeposit::daysSince)
        .containsExactly(2, 9, 10, 16, 23);
  }

  @Test
  void ofTwoEqualSourcesTheOneThatPaidLastIsMain() {
    ledger.deposits(checking, "Alpha", "500.00", 31, 17, 3);
    ledger.deposits(checking, "Omega", "500.00", 16, 9, 2);

    assertThat(income(DAYS_180).paymentFrequency()).isEqualTo(PaymentFrequency.WEEKLY);
  }

  @Test
  void aSourceWithoutAPayerIsKnownByTheWordsOfItsText() {
    for (int day : new int[] {28, 14, 0}) {
      ledger.row(
          checking,
          LedgerFixture.AS_OF.minusDays(day),
          "500.00",
          TransactionCategory.OTHER,
          null,
          "Acme Dir Dep 00" + day + "/26 #" + day * 7);
    }

    assertThat(income(DAYS_30).paymentFrequency()).isEqualTo(PaymentFrequency.BIWEEKLY);
  }

  @Test
  void aTextWithoutWordsIsItsOwnSource() {
    for (var text : List.of("1234", "1234", "99")) {
      ledger.row(checking, LedgerFixture.AS_OF, "500.00", TransactionCategory.OTHER, null, text);
    }

    assertThat(income(DAYS_30).numDepositsInWindow()).isEqualTo(2);
  }

  @Test
  void depositsAllOnOneDayHaveNoAnnualFigure() {
    ledger.deposits(checking, "Acme", "500.00", 3, 3);

    assertThat(income(DAYS_30).medianPayGapDays()).isEqualTo("0.00");
    assertThat(income(DAYS_30).monthlyIncome()).isNull();
  }

  @Test
  void variabilityIsSampleDeviationOverMean() {
    ledger.deposits(checking, "Client", "900.00", 60);
    ledger.deposits(checking, "Client", "1000.00", 30);
    ledger.deposits(checking, "Client", "1100.00", 0);

    assertThat(income(DAYS_180).incomeVariabilityPct()).isEqualTo("10.00");
  }

  @ParameterizedTest
  @CsvSource({
    "900.10, 1099.90, 9.99, PAYROLL",
    "900.00, 1100.00, 10.00, MIXED",
    "800.10, 1199.90, 19.99, MIXED",
    "800.00, 1200.00, 20.00, FREELANCE"
  })
  void variabilityDecidesTheType(String low, String high, String variability, IncomeType expected) {
    ledger.deposits(checking, "Client", low, 60);
    ledger.deposits(checking, "Client", "1000.00", 30);
    ledger.deposits(checking, "Client", high, 0);

    assertThat(income(DAYS_180).incomeVariabilityPct()).isEqualTo(variability);
    assertThat(income(DAYS_180).incomeType()).isEqualTo(expected);
  }

  @Test
  void steadyAmountsAtIrregularTimesAreMixed() {
    ledger.deposits(checking, "Client", "1000.00", 100, 50, 0);

    assertThat(income(DAYS_180).incomeType()).isEqualTo(IncomeType.MIXED);
  }

  @Test
  void aStatedIncomeWins() {
    ledger.deposits(checking, "Acme", "2000.00", 28, 14, 0);
    ledger.statedAnnualIncome = new BigDecimal("60000");

    assertThat(income(DAYS_30).monthlyIncome()).isEqualTo("5000.00");
  }

  @Test
  void theBufferIsCheckingOverExpensesAndMayBeOverdrawn() {
    ledger.checking("-1600.00");
    ledger.deposits(checking, "Acme", "2000.00", 28, 14, 0);
    ledger.row(checking, 29, "-1000.00", TransactionCategory.RENT);

    assertThat(income(DAYS_30).cashFlowBufferMonths()).isEqualTo("-0.10");
  }

  @Test
  void theBufferIsUnknownWithoutABalanceOrExpenses() {
    ledger.deposits(checking, "Acme", "2000.00", 28, 14, 0);
    assertThat(income(DAYS_30).cashFlowBufferMonths()).isNull();

    ledger.row(checking, 29, "-1000.00", TransactionCategory.RENT);
    assertThat(income(DAYS_30).cashFlowBufferMonths()).isEqualTo("1.50");
    ledger.checking(null);

    assertThat(income(DAYS_30).cashFlowBufferMonths()).isNull();
  }

  private void pay(LocalDate day, String amount) {
    ledger.row(checking, day, amount, TransactionCategory.OTHER, "Acme", "Acme");
  }

  private static RecentDeposit deposit(int daysAgo, String amount) {
    return new RecentDeposit(
        LedgerFixture.AS_OF.minusDays(daysAgo), new BigDecimal(amount), daysAgo);
  }

  private IncomeSignals income(SignalWindow window) {
    return Objects.requireNonNull(ledger.signals(window).income());
  }
}
