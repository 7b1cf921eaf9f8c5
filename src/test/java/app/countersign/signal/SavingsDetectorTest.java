package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavingsDetectorTest {
  private final LedgerFixture ledger = new LedgerFixture();

  @Test
  void growthIsMeasuredAgainstTheBalanceAtTheWindowsStart() {
    ledger.checking("0.00");
    var savings = ledger.savings("1020.00");
    ledger.row(savings, 29, "50.00", TransactionCategory.OTHER);
    ledger.row(savings, 3, "-30.00", TransactionCategory.OTHER);
    ledger.row(savings, 30, "500.00", TransactionCategory.OTHER);

    assertThat(savings(DAYS_30))
        .isEqualTo(
            new SavingsSignals(
                new BigDecimal("20.00"),
                new BigDecimal("2.00"),
                null,
                new BigDecimal("1020.00"),
                1,
                new BigDecimal("50.00"),
                new BigDecimal("30.00")));
    assertThat(savings(DAYS_180).savingsGrowthRatePct()).isEqualTo("104.00");
  }

  @ParameterizedTest
  @CsvSource({"19.94, 1.99", "19.95, 2.00", "20.00, 2.00"})
  void growthIsRoundedHalfUpAtTwoDecimals(String moved, String growth) {
    var savings = ledger.savings(new BigDecimal("1000.00").add(new BigDecimal(moved)).toString());
    ledger.row(savings, 1, moved, TransactionCategory.OTHER);

    assertThat(savings(DAYS_30).savingsGrowthRatePct()).isEqualTo(growth);
  }

  @ParameterizedTest
  @CsvSource({"100.00", "99.99"})
  void growthFromAZeroOrNegativeStartIsUnknownAndTheInflowIsNot(String balance) {
    var savings = ledger.savings(balance);
    ledger.row(savings, 1, "100.00", TransactionCategory.OTHER);

    assertThat(savings(DAYS_30).savingsGrowthRatePct()).isNull();
    assertThat(savings(DAYS_30).netSavingsInflow()).isEqualTo("100.00");
  }

  @Test
  void theInflowIsPer30Days() {
    var savings = ledger.savings("5000.00");
    ledger.row(savings, 100, "1200.00", TransactionCategory.OTHER);

    assertThat(savings(DAYS_180).netSavingsInflow()).isEqualTo("200.00");
    assertThat(savings(DAYS_30).netSavingsInflow()).isEqualTo("0.00");
  }

  @Test
  void aTransferFromCheckingIsSavedAndAMoveBetweenSavingsIsNot() {
    var checking = ledger.checking("100.00");
    var first = ledger.savings("900.00");
    var second = ledger.account(AccountType.DEPOSITORY, "money market", "600.00", null, "USD");
    ledger.row(checking, 9, "-250.00", TransactionCategory.OWN_TRANSFER);
    ledger.row(first, 8, "250.00", TransactionCategory.OWN_TRANSFER);
    ledger.row(first, 5, "-400.00", TransactionCategory.OWN_TRANSFER);
    ledger.row(second, 4, "400.00", TransactionCategory.OWN_TRANSFER);

    var found = savings(DAYS_30);

    assertThat(found.netSavingsInflow()).isEqualTo("250.00");
    assertThat(found.largestDeposit()).isEqualTo("250.00");
    assertThat(found.largestWithdrawal()).isNull();
    assertThat(found.totalSavingsBalance()).isEqualTo("1500.00");
    assertThat(found.savingsGrowthRatePct()).isEqualTo("20.00");
    assertThat(found.numSavingsAccounts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"savings", "money market", "money_market", "hsa", "HSA", "Savings"})
  void savingsMoneyMarketAndHealthAccountsAreSavings(String subtype) {
    ledger.account(AccountType.DEPOSITORY, subtype, "10.00", null, "USD");

    assertThat(savings(DAYS_30).totalSavingsBalance()).isEqualTo("10.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checking", "cd", "prepaid"})
  void otherDepositsAreNot(String subtype) {
    ledger.account(AccountType.DEPOSITORY, subtype, "10.00", null, "USD");

    assertThat(ledger.signals(DAYS_30).savings()).isNull();
  }

  @Test
  void balancesAreRolledBackByLaterRows() {
    var savings = ledger.savings("1000.00");
    ledger.row(savings, -1, "300.00", TransactionCategory.OTHER);
    ledger.row(savings, -9, "-100.00", TransactionCategory.OTHER);

    var found = savings(DAYS_30);

    assertThat(found.totalSavingsBalance()).isEqualTo("800.00");
    assertThat(found.netSavingsInflow()).isEqualTo("0.00");
  }

  @Test
  void anUnknownBalanceIsNotZero() {
    ledger.savings("500.00");
    var unknown = ledger.savings(null);
    ledger.row(unknown, 1, "20.00", TransactionCategory.OTHER);

    var found = savings(DAYS_30);

    assertThat(found.totalSavingsBalance()).isNull();
    assertThat(found.savingsGrowthRatePct()).isNull();
    assertThat(found.emergencyFundMonths()).isNull();
    assertThat(found.netSavingsInflow()).isEqualTo("20.00");
  }

  @Test
  void anAccountWithNeitherBalanceNorRowsIsNoSignal() {
    ledger.savings(null);

    assertThat(ledger.signals(DAYS_30).savings()).isNull();
  }

  @Test
  void theEmergencyFundIsSavingsOverMonthlyExpenses() {
    var checking = ledger.checking("100.00");
    ledger.savings("1000.00");
    ledger.row(
        checking,
        LedgerFixture.AS_OF.minusDays(29),
        "-300.00",
        TransactionCategory.RENT,
        null,
        "rent");

    assertThat(savings(DAYS_30).emergencyFundMonths()).isEqualTo("3.33");
  }

  @Test
  void theEmergencyFundIsUnknownWithoutExpenses() {
    var checking = ledger.checking("100.00");
    ledger.savings("1000.00");
    ledger.row(checking, 29, "300.00", TransactionCategory.OTHER);

    assertThat(savings(DAYS_30).emergencyFundMonths()).isNull();
  }

  @Test
  void zeroRowsAreIgnored() {
    var savings = ledger.savings(null);
    ledger.row(savings, 1, "0.00", TransactionCategory.OTHER);

    assertThat(ledger.signals(DAYS_30)).isSameAs(UserSignals.NONE);
  }

  private SavingsSignals savings(SignalWindow window) {
    return Objects.requireNonNull(ledger.signals(window).savings());
  }
}
