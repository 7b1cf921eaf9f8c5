package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.LiabilityType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditDetectorTest {
  private final LedgerFixture ledger = new LedgerFixture();

  @Test
  void aCardIsDescribedWhole() {
    var card =
        ledger.account(AccountType.CREDIT, "credit card", "250", "1000", "USD", "4444", false);
    ledger.liability(card, LiabilityType.CREDIT_CARD, "25", "30", false);

    assertThat(credit())
        .isEqualTo(
            new CreditSignals(
                List.of(
                    new CardSignals(
                        card,
                        null,
                        "4444",
                        new BigDecimal("250.00"),
                        new BigDecimal("1000.00"),
                        new BigDecimal("25.00"),
                        new BigDecimal("25.00"),
                        new BigDecimal("30.00"),
                        false,
                        new BigDecimal("0.00"),
                        new BigDecimal("22.00"),
                        false)),
                new BigDecimal("25.00"),
                new BigDecimal("750.00"),
                new BigDecimal("250.00"),
                false,
                false,
                false,
                false,
                1));
  }

  @ParameterizedTest
  @CsvSource({
    "499.90, 49.99, false, false",
    "499.95, 50.00, true, false",
    "500.00, 50.00, true, false",
    "799.94, 79.99, true, false",
    "799.95, 80.00, true, true",
    "800.00, 80.00, true, true"
  })
  void whatIsStoredDecidesOnHighUtilization(
      String balance, String utilization, boolean isHigh, boolean isVeryHigh) {
    ledger.card(balance, "1000.00");

    assertThat(onlyCard().utilizationPct()).isEqualTo(utilization);
    assertThat(credit().anyCardHighUtil()).isEqualTo(isHigh);
    assertThat(credit().anyCardVeryHighUtil()).isEqualTo(isVeryHigh);
  }

  @ParameterizedTest
  @CsvSource({"500.00,", "500.00, 0", "500.00, -100", ", 1000"})
  void withoutAUsableLimitOrABalanceUtilizationIsUnknown(
      @Nullable String balance, @Nullable String limit) {
    ledger.card(balance, limit);

    assertThat(onlyCard().utilizationPct()).isNull();
    assertThat(credit().aggregateUtilizationPct()).isNull();
    assertThat(credit().totalCreditUsed()).isNull();
    assertThat(credit().totalCreditAvailable()).isNull();
    assertThat(credit().anyCardHighUtil()).isFalse();
    assertThat(credit().numCreditCards()).isEqualTo(1);
  }

  @Test
  void aCreditBalanceIsZeroPercent() {
    ledger.card("-50.00", "1000.00");

    assertThat(onlyCard().balance()).isEqualTo("-50.00");
    assertThat(onlyCard().utilizationPct()).isEqualTo("0.00");
    assertThat(credit().totalCreditUsed()).isEqualTo("0.00");
    assertThat(credit().totalCreditAvailable()).isEqualTo("1000.00");
  }

  @Test
  void totalsSpeakOfTheKnownCardsAndSaySo() {
    ledger.card("300.00", "1000.00");
    ledger.card("900.00", null);

    assertThat(credit().aggregateUtilizationPct()).isEqualTo("30.00");
    assertThat(credit().cards())
        .extracting(CardSignals::utilizationPct)
        .containsExactly(new BigDecimal("30.00"), null);
    assertThat(ledger.compute(DAYS_30).quality().warnings())
        .containsExactly(
            "Utilisation is unknown for 1 of 2 cards; credit totals speak of the others.");
    assertThat(ledger.compute(DAYS_30).quality().missingFields())
        .contains("credit.cards[1].limit", "credit.cards[1].utilizationPct")
        .doesNotContain("credit.cards[0].limit");
  }

  @Test
  void theAggregateIsUsedOverLimits() {
    ledger.card("680.00", "1000.00");
    ledger.card("520.00", "2000.00");

    assertThat(credit().aggregateUtilizationPct()).isEqualTo("40.00");
    assertThat(credit().totalCreditAvailable()).isEqualTo("1800.00");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 109.99, true",
    "100, 110.00, false",
    "100, 110.01, false",
    "100, 0, true",
    "0, 0, false",
    "100, , false",
    ", 20, false"
  })
  void onlyTheMinimumWasPaidWhenItWasLessThanElevenTenthsOfIt(
      @Nullable String minimum, @Nullable String payment, boolean expected) {
    var card = ledger.card("100.00", "1000.00");
    ledger.liability(card, LiabilityType.CREDIT_CARD, minimum, payment, null);

    assertThat(onlyCard().minimumPaymentOnly()).isEqualTo(expected);
  }

  @Test
  void aCardWithoutTermsLeavesThemUnknown() {
    ledger.card("100.00", "1000.00");

    assertThat(onlyCard().overdue()).isNull();
    assertThat(onlyCard().aprPercentage()).isNull();
    assertThat(onlyCard().minimumPayment()).isNull();
    assertThat(credit().anyOverdue()).isFalse();
  }

  @Test
  void theNewestTermsOfACardCount() {
    var card = ledger.card("100.00", "1000.00");
    ledger.liability(card, LiabilityType.CREDIT_CARD, "25", "500", true);
    ledger.liability(card, LiabilityType.CREDIT_CARD, "40", "500", false);

    assertThat(onlyCard().minimumPayment()).isEqualTo("40.00");
    assertThat(credit().anyOverdue()).isFalse();

    ledger.liabilities.addFirst(ledger.liabilities.removeLast());

    assertThat(onlyCard().minimumPayment()).isEqualTo("40.00");
  }

  @Test
  void anOverdueCardIsReported() {
    var card = ledger.card("100.00", "1000.00");
    ledger.liability(card, LiabilityType.CREDIT_CARD, "25", "500", true);

    assertThat(credit().anyOverdue()).isTrue();
  }

  @Test
  void aPaymentMadeLaterIsNotKnownYet() {
    var card = ledger.card("100.00", "1000.00");
    var tomorrow = LedgerFixture.AS_OF.plusDays(1);
    ledger.liability(card, LiabilityType.CREDIT_CARD, "25", "20", tomorrow, false);

    assertThat(onlyCard().lastPaymentAmount()).isNull();
    assertThat(onlyCard().minimumPaymentOnly()).isFalse();
    assertThat(ledger.compute(DAYS_30).quality().warnings())
        .containsExactly(
            "The last payment known came later, so the one before is unknown: 1 liability.");

    ledger.asOf = tomorrow;

    assertThat(onlyCard().minimumPaymentOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, false"})
  void interestOfTheLast30DaysCountsInBothWindows(int daysAgo, boolean isSeen) {
    var card = ledger.card("100.00", "1000.00");
    ledger.row(card, daysAgo, "-12.34", TransactionCategory.INTEREST_CHARGED);

    for (var window : List.of(DAYS_30, DAYS_180)) {
      var found = Objects.requireNonNull(ledger.signals(window).credit());
      assertThat(found.anyInterestCharges()).isEqualTo(isSeen);
      assertThat(found.cards().getFirst().interestCharges()).isEqualTo(isSeen ? "12.34" : "0.00");
    }
  }

  @Test
  void interestElsewhereAndInterestGivenBackAreNoCharges() {
    var card = ledger.card("100.00", "1000.00");
    var checking = ledger.checking("5.00");
    ledger.row(checking, 3, "-12.34", TransactionCategory.INTEREST_CHARGED);
    ledger.row(card, 3, "12.34", TransactionCategory.INTEREST_CHARGED);

    assertThat(credit().anyInterestCharges()).isFalse();
  }

  @Test
  void whatIsOwedIsRolledBackByLaterPurchasesAndPayments() {
    var card = ledger.card("500.00", "1000.00");
    ledger.row(card, -1, "-300.00", TransactionCategory.SHOPPING, "Shop");
    ledger.row(card, -2, "100.00", TransactionCategory.CARD_PAYMENT);

    assertThat(onlyCard().balance()).isEqualTo("300.00");
  }

  @Test
  void aLoanIsCreditDataWithoutACard() {
    ledger.account(AccountType.LOAN, "student", "9000.00", null, "USD");

    assertThat(credit().numCreditCards()).isZero();
    assertThat(credit().cards()).isEmpty();
    assertThat(credit().aggregateUtilizationPct()).isNull();
  }

  @Test
  void aLiabilityAloneIsCreditDataToo() {
    var checking = ledger.checking("5.00");
    ledger.liability(checking, LiabilityType.MORTGAGE, null, null, true);

    assertThat(credit().numCreditCards()).isZero();
    assertThat(credit().anyOverdue()).isFalse();
  }

  @Test
  void aUserOfBankAccountsOnlyHasNoCreditData() {
    var checking = ledger.checking("5.00");
    ledger.row(checking, 1, "-5.00", TransactionCategory.SHOPPING, "Shop");

    assertThat(ledger.signals(DAYS_30).credit()).isNull();
  }

  @Test
  void aCardInAnotherCurrencyIsKnownButNotItsAmounts() {
    var checking = ledger.checking("5.00");
    ledger.row(checking, 1, "-5.00", TransactionCategory.SHOPPING, "Shop");
    var card = ledger.account(AccountType.CREDIT, "credit card", "900", "1000", "EUR");
    ledger.liability(card, LiabilityType.CREDIT_CARD, "25", "20", true);

    assertThat(credit().numCreditCards()).isEqualTo(1);
    assertThat(onlyCard().balance()).isNull();
    assertThat(onlyCard().limit()).isNull();
    assertThat(onlyCard().utilizationPct()).isNull();
    assertThat(onlyCard().minimumPaymentOnly()).isFalse();
    assertThat(onlyCard().overdue()).isTrue();
  }

  private CreditSignals credit() {
    return Objects.requireNonNull(ledger.signals(DAYS_30).credit());
  }

  private CardSignals onlyCard() {
    assertThat(credit().cards()).hasSize(1);
    return credit().cards().getFirst();
  }
}
