package app.countersign.signal;

import static app.countersign.signal.SignalWindow.DAYS_180;
import static app.countersign.signal.SignalWindow.DAYS_30;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.AccountType;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionDetectorTest {
  private final LedgerFixture ledger = new LedgerFixture();
  private final UUID checking = ledger.checking("1000.00");

  @Test
  void threeMonthlyChargesAreASubscription() {
    ledger.charges(checking, "Netflix", "-15.99", 65, 35, 5);

    var found = subscriptions(DAYS_180);

    assertThat(found)
        .isEqualTo(
            new SubscriptionSignals(
                1,
                new BigDecimal("15.99"),
                new BigDecimal("200.00"),
                new BigDecimal("0.00"),
                List.of(
                    new RecurringMerchant(
                        "Netflix",
                        new BigDecimal("15.99"),
                        Cadence.MONTHLY,
                        LedgerFixture.AS_OF.minusDays(5),
                        3,
                        new BigDecimal("47.97")))));
  }

  @Test
  void twoChargesAreNone() {
    ledger.charges(checking, "Netflix", "-15.99", 35, 5);

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isZero();
    assertThat(subscriptions(DAYS_180).monthlyRecurringSpend()).isEqualTo("0.00");
  }

  @ParameterizedTest
  @CsvSource({
    "5, false",
    "6, true",
    "7, true",
    "8, true",
    "9, false",
    "14, false",
    "24, false",
    "25, true",
    "30, true",
    "35, true",
    "36, false"
  })
  void onlyAGapOfAWeekOrAMonthIsACadence(int gap, boolean isSubscription) {
    ledger.charges(checking, "Gym", "-20.00", 3 * gap, 2 * gap, gap, 0);

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isEqualTo(isSubscription ? 1 : 0);
  }

  @Test
  void aMedianGapBetweenTwoDaysIsComparedExactly() {
    ledger.charges(checking, "Below", "-20.00", 49, 25, 0); // gaps 24 and 25
    ledger.charges(checking, "Above", "-20.00", 71, 36, 0); // gaps 35 and 36
    ledger.charges(checking, "Within", "-20.00", 50, 26, 0); // gaps 24 and 26

    assertThat(subscriptions(DAYS_180).merchants())
        .extracting(RecurringMerchant::name)
        .containsExactly("Within");
  }

  @Test
  void aWeeklyChargeCountsFourAndAThirdTimesAMonth() {
    ledger.charges(checking, "Meal Box", "-10.00", 21, 14, 7, 0);

    var found = subscriptions(DAYS_30);

    assertThat(found.monthlyRecurringSpend()).isEqualTo("43.30");
    assertThat(found.merchants().getFirst().cadence()).isEqualTo(Cadence.WEEKLY);
    assertThat(found.merchants().getFirst().amount()).isEqualTo("10.00");
    assertThat(found.subscriptionSharePct()).isEqualTo("108.25");
  }

  @ParameterizedTest
  @CsvSource({"9.00, 11.00, true", "8.99, 11.01, false", "9.01, 10.99, true"})
  void amountsMayDisperseByExactlyTenPercent(String low, String high, boolean isSubscription) {
    ledger.charges(checking, "Cloud", "-" + low, 60);
    ledger.charges(checking, "Cloud", "-10.00", 30);
    ledger.charges(checking, "Cloud", "-" + high, 0);

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isEqualTo(isSubscription ? 1 : 0);
  }

  @Test
  void aPriceRiseBreaksASubscriptionUntilThreeChargesAgree() {
    ledger.charges(checking, "Video", "-10.00", 150, 120, 90);
    ledger.charges(checking, "Video", "-15.00", 60, 30);
    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isZero();

    ledger.charges(checking, "Video", "-15.00", 0);

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isEqualTo(1);
    assertThat(subscriptions(DAYS_180).monthlyRecurringSpend()).isEqualTo("15.00");
  }

  @ParameterizedTest
  @CsvSource({"44, 1", "45, 1", "46, 0"})
  void aMonthlySubscriptionLapsesAfterOneAndAHalfPeriods(int daysSince, int count) {
    ledger.charges(checking, "Paper", "-8.00", daysSince + 60, daysSince + 30, daysSince);

    assertThat(subscriptions(DAYS_30).recurringMerchantCount()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "11, 0"})
  void aWeeklySubscriptionLapsesAfterOneAndAHalfWeeks(int daysSince, int count) {
    ledger.charges(checking, "Paper", "-8.00", daysSince + 14, daysSince + 7, daysSince);

    assertThat(subscriptions(DAYS_30).recurringMerchantCount()).isEqualTo(count);
  }

  @Test
  void theWindowDecidesWhatWasSpentAndNotTheCount() {
    ledger.charges(checking, "Netflix", "-15.99", 65, 35, 5);

    var recent = subscriptions(DAYS_30);

    assertThat(recent.recurringMerchantCount()).isEqualTo(1);
    assertThat(recent.monthlyRecurringSpend()).isEqualTo("15.99");
    assertThat(recent.merchants().getFirst().chargesInWindow()).isEqualTo(1);
    assertThat(recent.merchants().getFirst().chargedInWindow()).isEqualTo("15.99");
    assertThat(recent.subscriptionSharePct()).isEqualTo("100.00");
  }

  @ParameterizedTest
  @CsvSource({"29, 1", "30, 0"})
  void aChargeOnTheWindowsFirstDayIsInAndTheDayBeforeIsNot(int daysAgo, int inWindow) {
    ledger.charges(checking, "Netflix", "-15.99", daysAgo + 60, daysAgo + 30, daysAgo);

    assertThat(subscriptions(DAYS_30).merchants().getFirst().chargesInWindow()).isEqualTo(inWindow);
  }

  @ParameterizedTest
  @CsvSource({"179, 0", "180, 1"})
  void cadenceIsLookedForOver180Days(int oldest, int count) {
    // gaps of 36 and 24 have a median of 30; the gap before them, once seen, makes it 36
    ledger.charges(checking, "Zine", "-10.00", oldest, 60, 24, 0);

    assertThat(subscriptions(DAYS_30).recurringMerchantCount()).isEqualTo(count);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransactionCategory.class,
      names = {
        "PAYROLL",
        "OWN_TRANSFER",
        "PERSON_TRANSFER",
        "CARD_PAYMENT",
        "LOAN_PAYMENT",
        "STUDENT_LOAN_PAYMENT",
        "MORTGAGE",
        "RENT",
        "UTILITIES",
        "PAYROLL_PAID",
        "TAX",
        "FEES"
      })
  void obligationsAndTransfersNeverCount(TransactionCategory category) {
    for (int day : new int[] {60, 30, 0}) {
      ledger.row(checking, day, "-100.00", category, "Payee");
    }
    ledger.row(checking, 1, "-1.00", TransactionCategory.OTHER);

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = TransactionCategory.class,
      names = {"INSURANCE", "PHONE_INTERNET", "SOFTWARE", "FITNESS", "ENTERTAINMENT", "OTHER"})
  void insurancePhoneAndServicesDoCount(TransactionCategory category) {
    for (int day : new int[] {60, 30, 0}) {
      ledger.row(checking, day, "-100.00", category, "Payee");
    }

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isEqualTo(1);
  }

  @Test
  void moneyInAndRowsWithoutAMerchantAreNoCharges() {
    ledger.charges(checking, "Refunder", "15.99", 60, 30, 0);
    for (int day : new int[] {60, 30, 0}) {
      ledger.row(checking, day, "-40.00", TransactionCategory.OTHER);
    }

    assertThat(subscriptions(DAYS_180).recurringMerchantCount()).isZero();
  }

  @Test
  void aRefundDoesNotDisturbTheCharges() {
    ledger.charges(checking, "Netflix", "-15.99", 65, 35, 5);
    ledger.row(checking, 34, "15.99", TransactionCategory.REFUND, "Netflix");

    assertThat(subscriptions(DAYS_180).merchants().getFirst().chargesInWindow()).isEqualTo(3);
    assertThat(subscriptions(DAYS_180).monthlyRecurringSpend()).isEqualTo("15.99");
  }

  @Test
  void oneMerchantOnTwoAccountsIsTwoSubscriptions() {
    var card = ledger.card("100.00", "1000.00");
    ledger.charges(checking, "Music", "-9.99", 60, 30, 0);
    ledger.charges(card, "Music", "-14.99", 61, 31, 1);

    var found = subscriptions(DAYS_180);

    assertThat(found.recurringMerchantCount()).isEqualTo(2);
    assertThat(found.monthlyRecurringSpend()).isEqualTo("24.98");
    assertThat(found.merchants())
        .extracting(RecurringMerchant::amount)
        .containsExactly(new BigDecimal("14.99"), new BigDecimal("9.99"));
  }

  @Test
  void sameDayDuplicatesAreKept() {
    ledger.charges(checking, "News", "-3.00", 60, 30, 0, 0);

    var found = subscriptions(DAYS_180);

    // gaps 0, 30, 30
    assertThat(found.merchants().getFirst().chargesInWindow()).isEqualTo(4);
    assertThat(found.merchants().getFirst().chargedInWindow()).isEqualTo("12.00");
  }

  @Test
  void theShareIsOfMonthlyOutflowAndIncomeIsNoPartOfIt() {
    ledger.charges(checking, "Netflix", "-20.00", 60, 30, 0);
    ledger.row(checking, 10, "-180.00", TransactionCategory.GROCERIES, "Market");
    ledger.row(checking, 9, "3000.00", TransactionCategory.PAYROLL, "Acme");

    assertThat(subscriptions(DAYS_30).subscriptionSharePct()).isEqualTo("10.00");
    // 240 in 180 days is 40 a month
    assertThat(subscriptions(DAYS_180).subscriptionSharePct()).isEqualTo("50.00");
  }

  @Test
  void ownTransfersAreNoPartOfTheOutflow() {
    var savings = ledger.savings("0.00");
    ledger.charges(checking, "Netflix", "-20.00", 60, 30, 0);
    ledger.row(checking, 4, "-500.00", TransactionCategory.OTHER);
    ledger.row(savings, 3, "500.00", TransactionCategory.OTHER);

    assertThat(subscriptions(DAYS_30).subscriptionSharePct()).isEqualTo("100.00");
  }

  @Test
  void aPaymentToACardWhosePurchasesAreHeldIsNoOutflow() {
    var card = ledger.card("100.00", "1000.00");
    ledger.charges(card, "Netflix", "-20.00", 60, 30, 0);
    ledger.row(checking, 4, "-300.00", TransactionCategory.CARD_PAYMENT);

    assertThat(subscriptions(DAYS_30).subscriptionSharePct()).isEqualTo("100.00");
  }

  @Test
  void aPaymentToACardWithoutRowsIsOutflow() {
    ledger.card("100.00", "1000.00");
    ledger.charges(checking, "Netflix", "-20.00", 60, 30, 0);
    ledger.row(checking, 4, "-180.00", TransactionCategory.CARD_PAYMENT);

    assertThat(subscriptions(DAYS_30).subscriptionSharePct()).isEqualTo("10.00");
  }

  @Test
  void theMaskInTheTextSaysWhichCardWasPaid() {
    var held = ledger.account(AccountType.CREDIT, "credit card", "1", "9", "USD", "1111", false);
    ledger.account(AccountType.CREDIT, "credit card", "1", "9", "USD", "3333", false);
    ledger.charges(held, "Netflix", "-20.00", 60, 30, 0);
    payCard("CREDIT CARD 1111 PAYMENT", "-700.00");
    payCard("CREDIT CARD 3333 PAYMENT", "-180.00");

    assertThat(subscriptions(DAYS_30).subscriptionSharePct()).isEqualTo("10.00");
  }

  @Test
  void withoutOutflowInTheWindowThereIsNoShare() {
    ledger.charges(checking, "Netflix", "-15.99", 91, 61, 31);

    var recent = subscriptions(DAYS_30);

    assertThat(recent.recurringMerchantCount()).isEqualTo(1);
    assertThat(recent.subscriptionSharePct()).isNull();
    assertThat(recent.coffeeFoodDeliveryMonthly()).isEqualTo("0.00");
  }

  @Test
  void coffeeAndDeliveryCountPer30DaysAndRestaurantsDoNot() {
    ledger.row(checking, 1, "-5.00", TransactionCategory.COFFEE, "Beans");
    ledger.row(checking, 2, "-40.00", TransactionCategory.FOOD_DELIVERY, "DoorDash");
    ledger.row(checking, 3, "-70.00", TransactionCategory.RESTAURANTS, "Diner");
    ledger.row(checking, 100, "-45.00", TransactionCategory.FOOD_DELIVERY, "DoorDash");

    assertThat(subscriptions(DAYS_30).coffeeFoodDeliveryMonthly()).isEqualTo("45.00");
    assertThat(subscriptions(DAYS_180).coffeeFoodDeliveryMonthly()).isEqualTo("15.00");
  }

  @Test
  void withoutMoneyOutInTheLookBackTheCategoryIsAbsent() {
    ledger.row(checking, 1, "3000.00", TransactionCategory.PAYROLL, "Acme");
    ledger.row(checking, 180, "-30.00", TransactionCategory.GROCERIES, "Market");
    assertThat(ledger.signals(DAYS_180).subscriptions()).isNull();

    ledger.row(checking, 179, "-30.00", TransactionCategory.GROCERIES, "Market");

    assertThat(ledger.signals(DAYS_30).subscriptions()).isNotNull();
  }

  @Test
  void whatHappensInsideALoanOrAnInvestmentIsNotSpent() {
    var loan = ledger.account(AccountType.LOAN, "auto", "9000.00", null, "USD");
    var broker = ledger.account(AccountType.INVESTMENT, "brokerage", "9000.00", null, "USD");
    ledger.row(loan, 5, "-45.00", TransactionCategory.INTEREST_CHARGED);
    ledger.row(broker, 5, "-999.00", TransactionCategory.OTHER, "Fund");

    assertThat(ledger.signals(DAYS_30).subscriptions()).isNull();
  }

  private void payCard(String text, String amount) {
    ledger.row(
        checking,
        LedgerFixture.AS_OF.minusDays(4),
        amount,
        TransactionCategory.CARD_PAYMENT,
        null,
        text);
  }

  private SubscriptionSignals subscriptions(SignalWindow window) {
    return Objects.requireNonNull(ledger.signals(window).subscriptions());
  }
}
