package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.LedgerSnapshot;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalCalculatorTest {
  private final LedgerFixture ledger = new LedgerFixture();

  @Test
  void aUserWithoutAnyDataHasNoSignals() {
    var result = ledger.compute(DAYS_30);

    assertThat(result.signals()).isSameAs(UserSignals.NONE);
    assertThat(result.quality())
        .isEqualTo(
            new DataQuality(
                new BigDecimal("1.00"),
                List.of("subscriptions", "savings", "credit", "income", "lifeStage"),
                List.of()));
  }

  @Test
  void everyWindowIsComputedFromOneReading() {
    var checking = ledger.checking("100.00");
    ledger.charges(checking, "Netflix", "-15.99", 65, 35, 5);

    assertThat(new SignalCalculator().computeAll(ledger.snapshot(), LedgerFixture.AS_OF))
        .containsExactly(
            Map.entry(DAYS_30, ledger.compute(DAYS_30)),
            Map.entry(DAYS_180, ledger.compute(DAYS_180)));
  }

  @Test
  void aCategoryWithoutRowsIsAbsentAndDoesNotLowerTheScore() {
    var checking = ledger.checking("100.00");
    ledger.row(checking, 1, "-5.00", TransactionCategory.COFFEE, "Beans");

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals().savings()).isNull();
    assertThat(result.signals().credit()).isNull();
    assertThat(result.signals().income()).isNull();
    assertThat(result.quality().score()).isEqualTo("1.00");
    assertThat(result.quality().missingFields())
        .containsExactly(
            "savings", "credit", "income", "lifeStage.ageBracket", "lifeStage.annualIncome");
  }

  @Test
  void aCategoryThatFailsIsWarnedOfAndTheOthersContinue() {
    var checking = ledger.checking("100.00");
    ledger.row(checking, 1, "-5.00", TransactionCategory.COFFEE, "Beans");
    ledger.card("5.00", "1E+2147483647");

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals().credit()).isNull();
    assertThat(result.signals().subscriptions()).isNotNull();
    assertThat(result.quality().score()).isEqualTo("0.80");
    assertThat(result.quality().warnings())
        .containsExactly("The numbers of credit exceed decimal arithmetic.");
  }

  @Test
  void theCurrencyOfMostRowsIsTakenAndTheOthersAreLeftOut() {
    var euros = ledger.account(AccountType.DEPOSITORY, "checking", "900.00", null, "EUR");
    var dollars = ledger.account(AccountType.DEPOSITORY, "savings", "50.00", null, "USD");
    for (int day : new int[] {1, 2, 3}) {
      addRow(euros, day, "-10.00", "EUR");
    }
    addRow(dollars, 1, "-77.00", "USD");
    addRow(euros, 1, "-88.00", "GBP");

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals().savings()).isNull();
    assertThat(LedgerView.of(ledger.snapshot(), ledger.asOf).rows()).hasSize(3);
    assertThat(result.quality().warnings())
        .containsExactly(
            "Signals are in EUR: 2 rows and 1 account that involve GBP, USD are left out, not"
                + " converted.");
  }

  @Test
  void ofEquallyFrequentCurrenciesTheFirstByNameIsTaken() {
    var dollars = ledger.checking("50.00");
    var euros = ledger.account(AccountType.DEPOSITORY, "checking", "900.00", null, "EUR");
    addRow(dollars, 1, "-77.00", "USD");
    addRow(euros, 1, "-77.00", "EUR");

    assertThat(LedgerView.of(ledger.snapshot(), ledger.asOf).currency()).isEqualTo("EUR");
  }

  @Test
  void theDatePostedCountsAndOneBeforeTheTransactionIsWarnedOf() {
    var checking = ledger.checking("50.00");
    ledger.row(
        ledger.transaction(
            checking,
            LedgerFixture.AS_OF.minusDays(30),
            LedgerFixture.AS_OF.minusDays(29),
            "-7.00",
            "USD",
            TransactionCategory.COFFEE,
            "Beans",
            "beans"));

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals().subscriptions()).isNotNull();
    assertThat(WindowTotals.of(view(), DAYS_30).rowCount()).isZero();
    assertThat(result.quality().warnings())
        .containsExactly("Posted before it was transacted, and taken at the posted date: 1 row.");
  }

  @Test
  void theSignWinsOverATextThatSaysSent() {
    var checking = ledger.checking("50.00");
    ledger.row(
        checking,
        LedgerFixture.AS_OF,
        "7500.00",
        TransactionCategory.PERSON_TRANSFER,
        null,
        "Send Money transaction initiated");
    ledger.row(
        checking, LedgerFixture.AS_OF, "5.00", TransactionCategory.OTHER, null, "Sentinel Absent");

    assertThat(WindowTotals.of(view(), DAYS_30).outflow()).isEqualByComparingTo("0");
    assertThat(ledger.compute(DAYS_30).quality().warnings())
        .containsExactly("Called sent but signed as money in, and taken by its sign: 1 row.");
  }

  @Test
  void aDeclaredInflowIsAFactAndNotADeposit() {
    ledger.account(AccountType.DEPOSITORY, "checking", "10", null, "USD", null, true);
    ledger.account(AccountType.DEPOSITORY, "checking", "10", null, "USD", null, true);

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals().income()).isNull();
    assertThat(result.quality().warnings())
        .containsExactly(
            "A declared inflow is kept as a fact and not counted as deposits: 2 accounts.");
  }

  @Test
  void aRowOfAnUnknownAccountIsLeftOut() {
    ledger.row(ledger.nextId(), 1, "-5.00", TransactionCategory.COFFEE, "Beans");
    ledger.row(ledger.nextId(), -1, "-5.00", TransactionCategory.COFFEE, "Beans");

    var result = ledger.compute(DAYS_30);

    assertThat(result.signals()).isSameAs(UserSignals.NONE);
    assertThat(result.quality().warnings())
        .containsExactly("Left out without a known account: 1 row.");
  }

  @Test
  void rowsPostedLaterAreInvisible() {
    var checking = ledger.checking("50.00");
    ledger.row(checking, -1, "-5.00", TransactionCategory.COFFEE, "Beans");

    assertThat(ledger.signals(DAYS_180)).isSameAs(UserSignals.NONE);
  }

  @Test
  void exactDuplicatesOfOneDocumentAreKept() {
    var checking = ledger.checking("50.00");
    ledger.row(checking, 1, "-5.00", TransactionCategory.COFFEE, "Beans");
    ledger.row(checking, 1, "-5.00", TransactionCategory.COFFEE, "Beans");

    assertThat(WindowTotals.of(view(), DAYS_30).outflow()).isEqualTo("10.00");
  }

  @Test
  void aBusinessAccountIsReadByTheSameRules() {
    var business =
        ledger.account(AccountType.DEPOSITORY, "checking", "152854.23", null, "USD", null, false);
    ledger.deposits(business, "Customer", "7500.00", 28, 14, 0);
    ledger.row(business, 29, "-5235.00", TransactionCategory.PAYROLL_PAID, "Gusto");

    var income = Objects.requireNonNull(ledger.signals(DAYS_30).income());

    assertThat(income.cashFlowBufferMonths()).isEqualTo("29.20");
  }

  @Test
  void anEmptyLedgerHasNoCurrency() {
    var empty = new LedgerSnapshot(List.of(), List.of(), List.of(), null, null);

    assertThat(LedgerView.of(empty, LedgerFixture.AS_OF).currency()).isEmpty();
  }

  private void addRow(UUID account, int daysAgo, String amount, String currency) {
    ledger.row(
        ledger.transaction(
            account,
            LedgerFixture.AS_OF.minusDays(daysAgo),
            null,
            amount,
            currency,
            TransactionCategory.SHOPPING,
            "Shop",
            "shop"));
  }

  private LedgerView view() {
    return LedgerView.of(ledger.snapshot(), ledger.asOf);
  }
}
