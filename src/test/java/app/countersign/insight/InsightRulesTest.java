package app.countersign.insight;

import static app.countersign.ledger.TransactionCategory.CARD_PAYMENT;
import static app.countersign.ledger.TransactionCategory.FOOD_DELIVERY;
import static app.countersign.ledger.TransactionCategory.GROCERIES;
import static app.countersign.ledger.TransactionCategory.INTEREST_CHARGED;
import static app.countersign.ledger.TransactionCategory.OTHER;
import static app.countersign.ledger.TransactionCategory.PAYROLL;
import static app.countersign.ledger.TransactionCategory.PHONE_INTERNET;
import static app.countersign.ledger.TransactionCategory.RENT;
import static app.countersign.ledger.TransactionCategory.SHOPPING;
import static app.countersign.ledger.TransactionCategory.SOFTWARE;
import static app.countersign.ledger.TransactionCategory.UTILITIES;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.insight.InsightsSummary.Figures;
import app.countersign.insight.InsightsSummary.Share;
import app.countersign.insight.InsightsSummary.Spending;
import app.countersign.ledger.AccountType;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule at its thresholds. */
class InsightRulesTest {
  private static final InsightPeriod JUNE =
      new InsightPeriod(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 30));

  private final Ledger ledger = new Ledger();

  @Test
  void aLedgerWithoutRowsHoldsNothingToFind() {
    ledger.checking();

    assertThat(ledger.findings()).isEmpty();
    assertThat(InsightRules.basis(ledger.snapshot(), Ledger.TODAY)).isNull();
  }

  @Test
  void rowsOfTomorrowAreNotSeenToday() {
    UUID account = ledger.checking();
    ledger.row(account, -1, "-80.00", GROCERIES, "Aldi");

    assertThat(ledger.findings()).isEmpty();
  }

  @Test
  void theMerchantAndTheCategoryWithMostAreTold() {
    UUID account = ledger.checking();
    ledger
        .row(account, 0, "-30.10", GROCERIES, "Aldi")
        .row(account, 29, "-9.90", GROCERIES, "Aldi")
        .row(account, 30, "-500.00", SHOPPING, "Ikea")
        .row(account, 3, "-35.00", SHOPPING, "Amazon")
        .row(account, 4, "-25.00", SHOPPING, "Etsy")
        .row(account, 5, "-900.00", RENT, "Landlord")
        .row(account, 6, "20.00", SHOPPING, "Amazon");

    Finding merchant = only(InsightKind.TOP_MERCHANT);
    Finding category = only(InsightKind.TOP_CATEGORY);

    assertThat(merchant)
        .isEqualTo(
            new Finding(
                InsightKind.TOP_MERCHANT,
                InsightSeverity.INFO,
                "",
                "USD",
                "Aldi",
                "Most was spent at Aldi",
                "In the 30 days to 30 June 2026 you spent 40.00 USD at Aldi in 2 purchases: 40 % of"
                    + " the 100.00 USD you spent in all.",
                List.of(
                    InsightFigure.amount("spent", usd("40.00"), JUNE),
                    InsightFigure.count("purchases", 2, JUNE),
                    InsightFigure.percent("share", new BigDecimal("40.00"), JUNE),
                    InsightFigure.amount("total", usd("100.00"), JUNE))));
    assertThat(category.subject()).isEqualTo("Shopping");
    assertThat(category.text())
        .isEqualTo(
            "In the 30 days to 30 June 2026 you spent 60.00 USD on shopping in 2 purchases: 60 % of"
                + " the 100.00 USD you spent in all.");
  }

  @Test
  void ofEqualMerchantsTheOneWithMorePurchasesThenTheFirstByNameIsTold() {
    UUID account = ledger.checking();
    ledger
        .row(account, 1, "-20.00", SHOPPING, "Zara")
        .row(account, 1, "-20.00", SHOPPING, "Amazon");
    assertThat(only(InsightKind.TOP_MERCHANT).subject()).isEqualTo("Amazon");

    ledger.row(account, 2, "-10.00", OTHER, "Corner").row(account, 3, "-10.00", OTHER, "Corner");

    assertThat(only(InsightKind.TOP_MERCHANT).subject()).isEqualTo("Corner");
    assertThat(only(InsightKind.TOP_CATEGORY).subject()).isEqualTo("Shopping");
  }

  @Test
  void whatHasNoMerchantAndNoCategoryIsNoTop() {
    UUID account = ledger.checking();
    ledger.row(account, 1, "-20.00", OTHER, null);

    assertThat(ledger.findings()).isEmpty();
  }

  @Test
  void eachCurrencyHasInsightsOfItsOwn() {
    UUID dollars = ledger.checking();
    UUID euros = ledger.account(AccountType.DEPOSITORY, "checking", "EUR", null, null);
    ledger
        .row(dollars, 0, "-10.00", GROCERIES, "Aldi")
        .row(dollars, 1, "-11.00", GROCERIES, "Aldi")
        .row(euros, 2, "-990.00", SHOPPING, "Otto")
        .row(euros, 2, "-10.00", SHOPPING, "Otto")
        .row(euros, 2, "-20.00", SHOPPING, "Otto");

    assertThat(ledger.findings(InsightKind.TOP_MERCHANT))
        .extracting(Finding::currency, Finding::subject, Finding::key)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("EUR", "Otto", "TOP_MERCHANT/EUR/"),
            org.assertj.core.groups.Tuple.tuple("USD", "Aldi", "TOP_MERCHANT/USD/"));
    assertThat(ledger.findings(InsightKind.LARGEST_ORDER))
        .extracting(Finding::currency)
        .containsExactly("EUR");
  }

  /** Earlier periods of 100 each; the last 30 days as given. */
  private Ledger usual(String now, int earlierPeriods) {
    UUID account = ledger.checking();
    for (int period = 1; period <= earlierPeriods; period++) {
      ledger.row(account, period * 30 + 29, "-100.00", GROCERIES, "Aldi");
    }
    return ledger.row(account, 0, now, GROCERIES, "Aldi");
  }

  @ParameterizedTest
  @CsvSource({
    "-124.99, 3, none",
    "-125.00, 3, NOTICE",
    "-149.99, 3, NOTICE",
    "-150.00, 3, WARNING",
    "-75.01, 3, none",
    "-75.00, 3, INFO",
    "-125.00, 2, none",
    "-125.00, 12, NOTICE",
    "-125.00, 20, NOTICE",
  })
  void aChangeIsToldFromAQuarterOnWithThreeEarlierPeriods(
      String now, int periods, String expected) {
    List<Finding> found = usual(now, periods).findings(InsightKind.CHANGE_AGAINST_USUAL);

    if (expected.equals("none")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .extracting(finding -> finding.severity().name())
          .containsExactly(expected, expected);
      assertThat(found).extracting(Finding::topic).containsExactly("all", "GROCERIES");
    }
  }

  @Test
  void aChangeSaysItsFiguresAndItsThreshold() {
    Finding all = usual("-150.00", 20).findings(InsightKind.CHANGE_AGAINST_USUAL).getFirst();

    InsightPeriod before = new InsightPeriod(LocalDate.of(2025, 6, 6), LocalDate.of(2026, 5, 31));
    assertThat(all.title()).isEqualTo("50 % more than usual");
    assertThat(all.text())
        .isEqualTo(
            "In the 30 days to 30 June 2026 you spent 150.00 USD. In the 12 30-day periods before,"
                + " it was 100.00 USD in the middle: 50 % more now. You are told from 25 % and"
                + " 20.00 USD on.");
    assertThat(all.figures())
        .containsExactly(
            InsightFigure.percent("change", new BigDecimal("50.00"), JUNE),
            InsightFigure.amount("spent", usd("150.00"), JUNE),
            InsightFigure.amount("usualMedian", usd("100.00"), before),
            InsightFigure.count("earlierPeriods", 12, before),
            InsightFigure.percent("thresholdPercent", new BigDecimal("25.00"), null),
            InsightFigure.amount("thresholdAmount", usd("20.00"), null));
  }

  @Test
  void aChangeOfLessThanTwentyIsNotTold() {
    UUID account = ledger.checking();
    for (int period = 1; period <= 3; period++) {
      ledger.row(account, period * 30 + 29, "-10.00", GROCERIES, "Aldi");
    }
    ledger.row(account, 0, "-29.99", GROCERIES, "Aldi");
    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).isEmpty();

    ledger.row(account, 0, "-0.01", GROCERIES, "Aldi");

    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).hasSize(2);
  }

  @Test
  void theUsualIsTheMedianSoThatOneOutlierDoesNotMoveIt() {
    UUID account = ledger.checking();
    ledger
        .row(account, 119, "-100.00", GROCERIES, "Aldi")
        .row(account, 89, "-5000.00", GROCERIES, "Aldi")
        .row(account, 59, "-110.00", GROCERIES, "Aldi")
        .row(account, 0, "-100.00", GROCERIES, "Aldi");

    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).isEmpty();
  }

  @Test
  void anAccountThatWasNotKeptUpIsNoChange() {
    UUID bank = ledger.checking();
    UUID shop = ledger.account(AccountType.OTHER, "purchases", "USD", null, null);
    for (int daysAgo = 16; daysAgo < 200; daysAgo += 10) {
      ledger.row(bank, daysAgo, "-300.00", GROCERIES, "Aldi");
    }
    ledger.row(shop, 0, "-10.00", SHOPPING, "Amazon");

    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).isEmpty();
  }

  @Test
  void anAccountLinkedLatelyIsNoChange() {
    UUID bank = ledger.checking();
    UUID shop = ledger.account(AccountType.OTHER, "purchases", "USD", null, null);
    for (int daysAgo = 0; daysAgo < 150; daysAgo += 30) {
      ledger.row(bank, daysAgo, "-100.00", GROCERIES, "Aldi");
    }
    ledger.row(shop, 0, "-400.00", SHOPPING, "Amazon");

    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).isEmpty();
  }

  @Test
  void aCategoryWithoutAUsualHasNoChange() {
    UUID account = ledger.checking();
    for (int period = 1; period <= 3; period++) {
      ledger.row(account, period * 30 + 29, "-1000.00", GROCERIES, "Aldi");
    }
    ledger
        .row(account, 0, "-1000.00", GROCERIES, "Aldi")
        .row(account, 0, "-100.00", SHOPPING, "Amazon");

    assertThat(ledger.findings(InsightKind.CHANGE_AGAINST_USUAL)).isEmpty();
  }

  @Test
  void subscriptionsAreCountedAndSummed() {
    UUID account = ledger.checking();
    monthly(account, "Netflix", "-15.49", 150);
    monthly(account, "Gym", "-30.00", 150);

    List<Finding> found = ledger.findings(InsightKind.SUBSCRIPTIONS);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().title()).isEqualTo("2 subscriptions for 45.49 USD a month");
    assertThat(found.getFirst().figures())
        .containsExactly(
            InsightFigure.amount("monthlySum", usd("45.49"), null),
            InsightFigure.count("subscriptions", 2, null),
            InsightFigure.percent("shareOfSpending", new BigDecimal("100.00"), JUNE));
  }

  @ParameterizedTest
  @CsvSource({"-10.29, false", "-10.30, true", "-10.00, false", "-9.00, false"})
  void aPriceRiseIsToldFromThreePercentOn(String now, boolean isTold) {
    UUID account = ledger.checking();
    for (int daysAgo = 150; daysAgo > 60; daysAgo -= 30) {
      ledger.row(account, daysAgo, "-10.00", SOFTWARE, "Netflix");
    }
    ledger
        .row(account, 60, now, SOFTWARE, "Netflix")
        .row(account, 30, now, SOFTWARE, "Netflix")
        .row(account, 0, now, SOFTWARE, "Netflix");

    List<Finding> rises =
        ledger.findings(InsightKind.SUBSCRIPTIONS).stream()
            .filter(finding -> finding.topic().startsWith("rise/"))
            .toList();

    assertThat(rises).hasSize(isTold ? 1 : 0);
    if (isTold) {
      assertThat(rises.getFirst().text())
          .isEqualTo(
              "Netflix has charged 10.30 USD since 1 May 2026; before that it was 10.00 USD.");
      assertThat(rises.getFirst().figures().getFirst().percent()).isEqualTo(new BigDecimal("3.00"));
    }
  }

  @Test
  void aPriceRiseOfNinetyDaysAgoIsNoNewsAnyMore() {
    UUID account = ledger.checking();
    ledger.row(account, 150, "-10.00", SOFTWARE, "Netflix");
    ledger.row(account, 120, "-10.00", SOFTWARE, "Netflix");
    for (int daysAgo = 90; daysAgo >= 0; daysAgo -= 30) {
      ledger.row(account, daysAgo, "-10.50", SOFTWARE, "Netflix");
    }

    assertThat(ledger.findings(InsightKind.SUBSCRIPTIONS))
        .extracting(Finding::topic)
        .containsExactly("");
  }

  @ParameterizedTest
  @CsvSource({"99, 35, true", "100, 35, false", "99, 34, false"})
  void aSubscriptionIsNewWhenItBeganInTheLastHundredDaysUnderOurEyes(
      int firstDaysAgo, int watchedBefore, boolean isNew) {
    UUID account = ledger.checking();
    ledger.row(account, firstDaysAgo + watchedBefore, "-5.00", GROCERIES, "Aldi");
    for (int daysAgo = firstDaysAgo; daysAgo >= 0; daysAgo -= 30) {
      ledger.row(account, daysAgo, "-10.00", SOFTWARE, "Netflix");
    }
    ledger.row(account, 0, "-1.00", GROCERIES, "Aldi");

    List<String> topics =
        ledger.findings(InsightKind.SUBSCRIPTIONS).stream().map(Finding::topic).toList();

    assertThat(topics).isEqualTo(isNew ? List.of("", "new/Netflix") : List.of(""));
  }

  @ParameterizedTest
  @CsvSource({
    "-149.99, 10.00, false",
    "-150.00, 10.00, true",
    "-150.00, 75.00, true",
    "-150.00, 75.01, false"
  })
  void anOrderStandsOutFrom150AndTwiceTheMedianOn(String largest, String other, boolean isTold) {
    UUID account = ledger.checking();
    ledger
        .row(account, 29, largest, SHOPPING, "Ikea")
        .row(account, 100, "-" + other, SHOPPING, "Amazon")
        .row(account, 179, "-" + other, SHOPPING, "Amazon")
        .row(account, 180, "-9999.00", SHOPPING, "Amazon")
        .row(account, 0, "-7000.00", UTILITIES, "Power")
        .row(account, 0, "-7000.00", PHONE_INTERNET, "Phone");

    List<Finding> found = ledger.findings(InsightKind.LARGEST_ORDER);

    assertThat(found).hasSize(isTold ? 1 : 0);
    found.forEach(
        finding -> {
          assertThat(finding.subject()).isEqualTo("Ikea");
          assertThat(finding.figures().getFirst())
              .isEqualTo(
                  InsightFigure.amount(
                      "order",
                      usd("150.00"),
                      new InsightPeriod(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 1))));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "299.94, none, GOOD",
    "300.00, NOTICE, 30",
    "499.94, NOTICE, 30",
    "500.00, WARNING, 50",
    "799.94, WARNING, 50",
    "800.00, CRITICAL, 80",
    "1200.00, CRITICAL, 80",
  })
  void aCardIsWarnedOfAt30And50And80Percent(String balance, String severity, String threshold) {
    ledger.account(AccountType.CREDIT, "credit card", "USD", balance, "1000.00");
    UUID account = ledger.checking();
    ledger.row(account, 0, "-1.00", OTHER, null);

    List<Finding> warnings = ledger.findings(InsightKind.WARNING);
    List<Finding> news = ledger.findings(InsightKind.GOOD_NEWS);

    if (severity.equals("none")) {
      assertThat(warnings).isEmpty();
      assertThat(news).extracting(Finding::title).containsExactly("Every card is below 30 %");
      assertThat(news.getFirst().figures())
          .contains(
              InsightFigure.percent("highestUtilization", new BigDecimal("29.99"), null),
              InsightFigure.count("cards", 1, null));
    } else {
      assertThat(news).isEmpty();
      assertThat(warnings).hasSize(1);
      assertThat(warnings.getFirst().severity().name()).isEqualTo(severity);
      assertThat(warnings.getFirst().subject()).isEqualTo("Blue Card …4242");
      assertThat(warnings.getFirst().figures())
          .contains(
              InsightFigure.percent("threshold", new BigDecimal(threshold), null),
              InsightFigure.amount("balance", usd(balance), null),
              InsightFigure.amount("limit", usd("1000.00"), null));
    }
  }

  @Test
  void aCardWithoutALimitIsNeitherWarnedOfNorGoodNews() {
    ledger.account(AccountType.CREDIT, "credit card", "USD", "900.00", null);
    UUID account = ledger.checking();
    ledger.row(account, 0, "-1.00", OTHER, null);

    assertThat(ledger.findings()).isEmpty();
  }

  @Test
  void aPaymentOverdueAndInterestAreWarnedOf() {
    UUID card = ledger.account(AccountType.CREDIT, "credit card", "USD", "100.00", "1000.00");
    ledger.overdue(card, "25.00").row(card, 0, "-4.20", INTEREST_CHARGED, null);

    assertThat(ledger.findings(InsightKind.WARNING))
        .extracting(Finding::severity, Finding::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                InsightSeverity.CRITICAL,
                "The bank says that a payment to Blue Card …4242 is overdue. The least to pay is"
                    + " 25.00 USD."),
            org.assertj.core.groups.Tuple.tuple(
                InsightSeverity.NOTICE,
                "In the 30 days to 30 June 2026 Blue Card …4242 charged 4.20 USD of interest."));
  }

  @ParameterizedTest
  @CsvSource({"999.99, false", "990.00, true", "1000.00, false"})
  void lessThanAMonthAtHandIsWarnedOf(String balance, boolean isWarned) {
    UUID account = ledger.account(AccountType.DEPOSITORY, "checking", "USD", balance, null);
    for (int month = 0; month < 6; month++) {
      ledger.row(account, month * 30 + 10, "-1000.00", GROCERIES, "Aldi");
      ledger.row(account, month * 30 + 10, "2000.00", PAYROLL, "Work");
    }

    // A buffer is compared as it is stored, with two decimals: 999.99 is 1.00 months.
    assertThat(ledger.findings(InsightKind.WARNING)).hasSize(isWarned ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"2980.00, false", "3000.00, true"})
  void savingsForThreeMonthsAreGoodNews(String savings, boolean isTold) {
    UUID account = ledger.account(AccountType.DEPOSITORY, "checking", "USD", "5000.00", null);
    UUID saved = ledger.account(AccountType.DEPOSITORY, "savings", "USD", savings, null);
    for (int month = 0; month < 6; month++) {
      ledger.row(account, month * 30 + 10, "-1000.00", GROCERIES, "Aldi");
    }
    ledger.row(saved, 200, "1.00", OTHER, null);

    assertThat(ledger.findings(InsightKind.GOOD_NEWS))
        .extracting(Finding::topic)
        .isEqualTo(isTold ? List.of("emergencyFund") : List.of());
  }

  @ParameterizedTest
  @CsvSource({"19.94, false", "20.00, true"})
  void savingsThatGrowByTwoPercentAreGoodNews(String inflow, boolean isTold) {
    UUID saved =
        ledger.account(
            AccountType.DEPOSITORY,
            "savings",
            "USD",
            new BigDecimal("1000.00").add(new BigDecimal(inflow)).toPlainString(),
            null);
    ledger.row(saved, 60, "1.00", OTHER, null).row(saved, 10, inflow, OTHER, "Gift");

    assertThat(ledger.findings(InsightKind.GOOD_NEWS))
        .extracting(Finding::topic)
        .isEqualTo(isTold ? List.of("savingsGrowth") : List.of());
  }

  @Test
  void oldDataSayWhatWasButNotHowThingsStand() {
    UUID card = ledger.account(AccountType.CREDIT, "credit card", "USD", "900.00", "1000.00");
    monthly(card, "Netflix", "-15.49", 170);

    List<Finding> lately = ledger.findings(Ledger.TODAY.plusDays(45 - 20));
    List<Finding> later = ledger.findings(Ledger.TODAY.plusDays(46 - 20));

    assertThat(lately).extracting(Finding::kind).contains(InsightKind.WARNING);
    assertThat(later)
        .extracting(Finding::kind)
        .containsExactly(InsightKind.TOP_MERCHANT, InsightKind.TOP_CATEGORY);
    assertThat(later.getFirst().text()).startsWith("In the 30 days to 10 June 2026");
  }

  @Test
  void rewardsLeftAreToldFromOneOn() {
    UUID account = ledger.checking();
    ledger.row(account, 0, "-100.00", GROCERIES, "Aldi");
    CurrencyBasis basis =
        Objects.requireNonNull(InsightRules.basis(ledger.snapshot(), Ledger.TODAY))
            .bases()
            .getFirst();

    assertThat(RewardsRule.find(basis, null)).isEmpty();
    assertThat(RewardsRule.find(basis, rewards("1.00", "1.99"))).isEmpty();
    Finding left = RewardsRule.find(basis, rewards("1.00", "2.00")).getFirst();
    assertThat(left.subject()).isEqualTo("Blue Card");
    assertThat(left.figures())
        .containsExactly(
            InsightFigure.amount("left", usd("1.00"), JUNE),
            InsightFigure.amount("earned", usd("1.00"), JUNE),
            InsightFigure.amount("possible", usd("2.00"), JUNE),
            InsightFigure.count("purchases", 3, JUNE));
  }

  @Test
  void theSummaryHasTheSameFigures() {
    UUID account = ledger.checking();
    UUID card = ledger.account(AccountType.CREDIT, "credit card", "USD", null, null);
    monthly(account, "Netflix", "-15.00", 150);
    ledger
        .row(card, 0, "-20.00", FOOD_DELIVERY, "DoorDash")
        .row(card, 1, "-10.01", FOOD_DELIVERY, "DoorDash")
        .row(account, 2, "-500.00", CARD_PAYMENT, "Bank")
        .row(card, 2, "500.00", CARD_PAYMENT, "Bank");

    Figures figures =
        Figures.of(Objects.requireNonNull(InsightRules.basis(ledger.snapshot(), Ledger.TODAY)));

    assertThat(figures)
        .isEqualTo(
            new Figures(
                JUNE,
                List.of(
                    new Spending(
                        "USD",
                        usd("45.01"),
                        3,
                        usd("15.00"),
                        new Share("DoorDash", usd("30.01"), 2, new BigDecimal("66.67")),
                        new Share("Food delivery", usd("30.01"), 2, new BigDecimal("66.67")),
                        1,
                        usd("15.00")))));
  }

  private static RewardSource.Rewards rewards(String earned, String possible) {
    return new RewardSource.Rewards(
        new BigDecimal(earned), new BigDecimal(possible), "Blue Card", 3);
  }

  private void monthly(UUID account, String merchant, String amount, int firstDaysAgo) {
    for (int daysAgo = firstDaysAgo; daysAgo >= 0; daysAgo -= 30) {
      ledger.row(account, daysAgo, amount, SOFTWARE, merchant);
    }
  }

  private Finding only(InsightKind kind) {
    List<Finding> found = ledger.findings(kind);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }
}
