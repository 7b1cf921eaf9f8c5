package app.countersign.refund;

import static app.countersign.refund.Deal.usd;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundRequest.Event;
import app.countersign.refund.RefundRequest.EventKind;
import app.countersign.refund.RefundStep.DecidedBy;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.refund.RuleConsidered.Outcome;
import app.countersign.terms.LenderKind;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the law does to a refund: verified rules decide, all others are only shown. */
class RefundLawTest {
  private final Deal deal = new Deal();

  @Test
  void theCaliforniaCountDecidesWhereItsRuleIsVerifiedAndInForce() {
    deal.fee = null;
    deal.jurisdiction = "US-CA";
    deal.law = TestRule.law(TestRule.verified("count", "US-CA", californiaCount()));
    assertThat(deal.amount()).isEqualTo("459.36");
    assertThat(deal.step(Kind.LAW_FLOOR).ruleId()).isEqualTo("count");
    assertThat(deal.step(Kind.LAW_FLOOR).decidedBy()).isEqualTo(DecidedBy.LAW);
    assertThat(deal.quote().computation()).isEqualTo(RefundComputation.daily(DayCount.CALIFORNIA));

    deal.effectiveOn = LocalDate.of(2022, 12, 31);
    assertThat(deal.rule("count").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
  }

  @Test
  void theShippedCaliforniaRulesAreOnlyShown() {
    deal.jurisdiction = "US-CA";
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.rule("us-ca-2982.12-method").outcome()).isEqualTo(Outcome.WOULD_APPLY);
    assertThat(deal.rule("us-ca-2982.12-method").refundWithIt()).isEqualTo(usd("409.36"));
    assertThat(deal.rule("us-ca-2982.12-fee").text())
        .isEqualTo("Not verified. The refund would be 458.87 USD with it. No fee for cancelling.");
    assertThat(deal.rule("us-ca-2982.12-free-look").text()).contains("would be the same");
    assertThat(deal.quote().amountIfUnverifiedHeld()).isEqualTo(usd("459.36"));
    assertThat(deal.unknowns()).contains(Code.LAW_UNVERIFIED);
  }

  @ParameterizedTest
  @CsvSource({"30, 900.00", "31, 885.21"})
  void theCaliforniaRulesWouldMakeAFreeLookOfThirtyDays(int day, String expected) {
    deal.jurisdiction = "US-CA";
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(day);
    deal.law = TestRule.shippedAsVerified("US-CA");

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"US-CA, 459.36", "US-SC, 458.87", "US-AR, 383.87"})
  void theFeeCapsOfPlacesWouldComeOutAsWorked(String place, String expected) {
    deal.jurisdiction = place;
    deal.fee = Deal.fixed("100.00");
    deal.law = TestRule.shippedAsVerified(place);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void theLawNeverLowersWhatTheContractGives() {
    deal.jurisdiction = "US-ZZ";
    deal.law =
        TestRule.law(
            TestRule.verified("floor", "US-ZZ", floor(Formula.RULE_OF_78)),
            TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd("75.00"), null)),
            TestRule.verified("small", "US-ZZ", new RuleEffect.SmallSums(usd("999.00"))),
            TestRule.verified("whole", "US-ZZ", new RuleEffect.WholeUnits()),
            TestRule.verified("claims", "US-ZZ", new RuleEffect.ClaimsDeducted()));
    deal.claimsPaid = usd("100.00");

    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.rule("floor").text()).isEqualTo("The contract already leaves as much or more.");
    assertThat(deal.rule("small").outcome()).isEqualTo(Outcome.NO_CHANGE);
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN", "SHORT_RATE"})
  void theLawMakesNoFigureWhereTheContractHasNone(RefundMethod method) {
    deal.method = method;
    deal.jurisdiction = "US-CO";
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"20, 900.00, 890.14", "30, 900.00, 885.21", "31, 859.72, 859.72"})
  void coloradoLimitsTheFeeToTwentyFiveAfterDayThirty(int day, String ifAllHeld, String expected) {
    deal.jurisdiction = "US-CO";
    deal.law = RefundLawFile.load();
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(day);

    assertThat(deal.amount()).isEqualTo(expected);
    assertThat(deal.quote().amountIfUnverifiedHeld()).isEqualTo(usd(ifAllHeld));
  }

  @Test
  void coloradoFeeCapComesOutAsWorked() {
    deal.jurisdiction = "US-CO";
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isEqualTo("433.87");
    assertThat(deal.step(Kind.FEE_CAP).ruleId()).isEqualTo("us-co-5-9.3-106-4");
    assertThat(deal.unknowns()).contains(Code.RULE_DATE_UNVERIFIED);
  }

  @Test
  void coloradoAsksForProRataUnlessAnotherMethodWasApproved() {
    deal.jurisdiction = "US-CO";
    deal.method = RefundMethod.RULE_OF_78;
    deal.law = RefundLawFile.load();
    assertThat(deal.amount()).isEqualTo("433.87");
    assertThat(deal.unknowns()).contains(Code.LAW_FLOOR_UNCERTAIN);

    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    assertThat(deal.rule("us-co-5-9.3-106-2-a").text())
        .isEqualTo("The contract's method is one that it allows.");
  }

  @ParameterizedTest
  @CsvSource({
    "EARLY_PAYOFF, false, 433.87",
    "REPOSSESSION, false, 458.87",
    "EARLY_PAYOFF, true, 0.00",
    "CUSTOMER_REQUEST, false, 0.00"
  })
  void coloradoAsksForARefundAfterPayoffEvenWhereTheContractRefuses(
      CancellationReason reason, boolean isClaimMade, String expected) {
    deal.jurisdiction = "US-CO";
    deal.method = RefundMethod.NONE;
    deal.reason = reason;
    deal.claimOpen = isClaimMade;
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void aRefundThatIsDueWithoutAFloorIsListed() {
    deal.jurisdiction = "US-ZZ";
    deal.method = RefundMethod.NONE;
    deal.law = TestRule.law(TestRule.verified("due", "US-ZZ", new RuleEffect.RefundDue()));

    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.unknowns()).contains(Code.LAW_FLOOR_UNCERTAIN);
  }

  @ParameterizedTest
  @CsvSource({"false, 458.87, 3.45", "true, 459.00, 0.00"})
  void texasPermissionsAreUsedOnlyWhereToldTo(
      boolean isUsed, String expected, String expectedNearTheEnd) {
    deal.jurisdiction = "US-TX";
    deal.fee = null;
    deal.law = RefundLawFile.load();
    deal.conventions =
        new RefundTerms.Conventions(
            null, null, null, List.of(), null, false, false, null, false, isUsed);
    assertThat(deal.amount()).isEqualTo(expected);

    deal.cancelledOn = LocalDate.of(2029, 3, 8);
    assertThat(deal.amount()).isEqualTo(expectedNearTheEnd);
  }

  @ParameterizedTest
  @CsvSource({"10.00, 3.45", "3.00, 3.45", "3.46, 0.00"})
  void aVerifiedLimitOfSmallSumsLimitsTheContracts(String own, String expected) {
    deal.jurisdiction = "US-ZZ";
    deal.fee = null;
    deal.cancelledOn = LocalDate.of(2029, 3, 8);
    deal.law =
        TestRule.law(TestRule.verified("small", "US-ZZ", new RuleEffect.SmallSums(usd("3.45"))));
    deal.conventions =
        new RefundTerms.Conventions(
            null, null, null, List.of(), null, false, false, usd(own), false, false);
    if (own.equals("3.46")) {
      deal.law = RefundLaw.NONE;
    }

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({", 30, 900.00", ", 31, 834.72", "2024-03-20, 35, 900.00", "2024-03-01, 30, 900.00"})
  void texasCountsTheFreeLookFromTheLaterDay(LocalDate issued, int day, String expected) {
    deal.jurisdiction = "US-TX";
    deal.issuedOn = issued;
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(day);
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void texasNamesTheEarliestEvent() {
    deal.jurisdiction = "US-TX";
    deal.events = List.of(Event.on(EventKind.PAYOFF, Deal.CANCELLED.minusDays(1)));
    deal.law = RefundLawFile.load();

    assertThat(deal.step(Kind.CANCELLATION_DATE).ruleId()).isEqualTo("us-tx-354.007-a");
    assertThat(deal.rule("us-tx-hb-2746-deadline").outcome()).isEqualTo(Outcome.WOULD_APPLY);
  }

  @Test
  void aFeeInTheFreeLookNeedsContractAndLaw() {
    deal.jurisdiction = "US-ZZ";
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(10);
    deal.conventions = RefundTimeTest.freeLook(60, true);
    assertThat(deal.amount()).isEqualTo("900.00");
    assertThat(deal.step(Kind.FEE).text()).contains("no verified rule allows one");

    deal.law =
        TestRule.law(TestRule.verified("fee", "US-ZZ", new RuleEffect.FreeLookFee(usd("30.00"))));
    assertThat(deal.amount()).isEqualTo("870.00");
    assertThat(deal.step(Kind.FEE).ruleId()).isEqualTo("fee");

    deal.conventions = RefundTimeTest.freeLook(60, false);
    assertThat(deal.amount()).isEqualTo("900.00");
  }

  @Test
  void aNationalBankGivesAtLeastTheActuarialFigure() {
    deal.jurisdiction = "US-NV";
    deal.method = RefundMethod.RULE_OF_78;
    deal.law = RefundLawFile.load();
    deal.loan = Deal.worked();
    assertThat(deal.amount()).isEqualTo("193.93");
    assertThat(deal.rule("us-12-cfr-37.4-b").text())
        .isEqualTo("The lender is not known to be a NATIONAL_BANK.");

    deal.lender = LenderKind.NATIONAL_BANK;
    assertThat(deal.amount()).isEqualTo("207.78");

    deal.loan = null;
    assertThat(deal.amount()).isEqualTo("193.93");
    assertThat(deal.unknowns()).contains(Code.LAW_FLOOR_UNCERTAIN);

    deal.method = RefundMethod.NONE;
    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.rule("us-12-cfr-37.4-a").outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void theBanOnTheRuleOf78ForInterestIsQuotedAsNotApplicable() {
    deal.jurisdiction = "US-NV";
    deal.method = RefundMethod.RULE_OF_78;
    deal.law = RefundLawFile.load();

    assertThat(deal.rule("us-15-usc-1615-b").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(deal.rule("us-15-usc-1615-b").text()).contains("about interest");
  }

  @ParameterizedTest
  @CsvSource({
    "CREDIT_INSURANCE_LEVEL, RULE_OF_78, 465.00",
    "CREDIT_INSURANCE_DECREASING, NONE, 243.93",
    "CREDIT_INSURANCE_DECREASING, RULE_OF_78, 243.93",
    "GAP, RULE_OF_78, 243.93",
    "GAP_INSURANCE, RULE_OF_78, 243.93"
  })
  void utahSetsTheLeastForCreditInsuranceOnly(
      ProductKind product, RefundMethod method, String expected) {
    deal.jurisdiction = "US-UT";
    deal.product = product;
    deal.method = method;
    deal.fee = null;
    deal.law = RefundLawFile.load();

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void aPlaceWithoutRulesIsNotSaidToAllowAnything() {
    deal.jurisdiction = "US-NV";
    deal.law = RefundLawFile.load();

    assertThat(deal.quote().unknowns())
        .filteredOn(unknown -> unknown.code() == Code.LAW_UNVERIFIED)
        .extracting(RefundUnknown::text)
        .containsExactly(
            "No verified rule of US-NV for GAP is held on: FREE_LOOK, METHOD_FLOOR, FEE_CAP."
                + " Nothing is said to be allowed by that.");
    assertThat(deal.quote().lawVersion()).isEqualTo("2026-11-21");
  }

  @Test
  void rulesDifferByProductWhoCancelsAndCurrency() {
    LawRule cap = TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd("1.00"), null));
    deal.jurisdiction = "US-ZZ";
    deal.law = TestRule.law(scoped(cap, Set.of(ProductKind.SERVICE_CONTRACT), Set.of()));
    assertThat(deal.rule("cap").text()).startsWith("It is not about this product");

    deal.law = TestRule.law(scoped(cap, Set.of(ProductKind.GAP), Set.of(CancelledBy.PROVIDER)));
    assertThat(deal.rule("cap").text())
        .isEqualTo("It is about ends by [PROVIDER], not by CUSTOMER.");

    deal.law = TestRule.law(cap);
    deal.price = new Money(BigDecimal.TEN, "CAD");
    deal.fee = null;
    assertThat(deal.rule("cap").text()).isEqualTo("Its amount is in USD, the price in CAD.");
  }

  @Test
  void whoCancelsDecidesWhichVehicleValueRuleWouldApply() {
    deal.jurisdiction = "US-CO";
    deal.product = ProductKind.VEHICLE_VALUE_PROTECTION;
    deal.law = RefundLawFile.load();
    assertThat(deal.rule("us-co-42-21-103-method").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);

    deal.reason = CancellationReason.PROVIDER_TERMINATION;
    assertThat(deal.rule("us-co-42-21-103-method").outcome()).isEqualTo(Outcome.WOULD_APPLY);
  }

  @Test
  void anUnverifiedRuleSaysWhenThereIsNoFigureWithItEither() {
    deal.jurisdiction = "US-CA";
    deal.method = RefundMethod.UNKNOWN;
    deal.law = RefundLawFile.load();

    assertThat(deal.rule("us-ca-2982.12-fee").text()).contains("no figure with it either");
    assertThat(deal.quote().amountIfUnverifiedHeld()).isNull();
  }

  private static LawRule scoped(
      LawRule rule, Set<ProductKind> products, Set<CancelledBy> cancelledBy) {
    return new LawRule(
        rule.id(),
        new LawRule.Scope("US-ZZ", products, cancelledBy, Set.of(), null, false),
        rule.effectiveFrom(),
        rule.effectiveTo(),
        rule.dateBasis(),
        null,
        rule.effect(),
        rule.citation(),
        rule.source(),
        rule.verification(),
        rule.quote(),
        rule.note());
  }

  private static RuleEffect californiaCount() {
    return new RuleEffect.MethodFloor(RefundComputation.daily(DayCount.CALIFORNIA), Set.of(), null);
  }

  private static RuleEffect floor(Formula formula) {
    return new RuleEffect.MethodFloor(RefundComputation.of(formula), Set.of(), null);
  }
}
