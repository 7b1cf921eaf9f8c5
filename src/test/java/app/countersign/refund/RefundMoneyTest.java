package app.countersign.refund;

import static app.countersign.refund.Deal.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.countersign.money.Money;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.ShortRateBand;
import app.countersign.refund.RefundRequest.Event;
import app.countersign.refund.RefundRequest.EventKind;
import app.countersign.refund.RefundStep.DecidedBy;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.terms.CancellationFee;
import app.countersign.terms.CancellationFee.Base;
import app.countersign.terms.LenderKind;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Fee, claims, small sums, rounding, payees, and what a reason changes. */
class RefundMoneyTest {
  private final Deal deal = new Deal();

  @Test
  void everyStepShowsItsAmountItsFractionAndWhoDecided() {
    assertThat(deal.quote().steps())
        .extracting(RefundStep::kind, RefundStep::amount, RefundStep::exact, RefundStep::decidedBy)
        .containsExactly(
            step(Kind.CANCELLATION_DATE, null, null, DecidedBy.REQUEST),
            step(Kind.TERM, null, null, DecidedBy.CONTRACT),
            step(Kind.GROSS, "458.87", "418950/913", DecidedBy.CONTRACT),
            step(Kind.FEE, "50.00", "50", DecidedBy.CONTRACT),
            step(Kind.NET, "408.87", "373300/913", DecidedBy.CONTRACT),
            step(Kind.ROUNDING, "408.87", "40887/100", DecidedBy.DEFAULT),
            step(Kind.PAYEES, null, null, DecidedBy.DEFAULT));
    assertThat(deal.step(Kind.GROSS).text())
        .isEqualTo("PRO_RATA_DAILY: price × 931 / 1826 days left of the term's days.");
    assertThat(deal.step(Kind.GROSS).amountIs()).isEqualTo(RefundStep.Meaning.RUNNING);
    assertThat(deal.step(Kind.FEE).amountIs()).isEqualTo(RefundStep.Meaning.OWN);
    assertThat(deal.quote().exactNet()).isEqualTo("373300/913");
  }

  private static Tuple step(
      Kind kind, @Nullable String amount, @Nullable String exact, DecidedBy decidedBy) {
    return tuple(kind, amount == null ? null : usd(amount), exact, decidedBy);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUND, , 412.98",
    "PRICE, , 368.87",
    "REFUND, 25.00, 433.87",
    "REFUND, 99.00, 412.98"
  })
  void aPercentageFeeIsOfTheGrossRefundUnlessTheWordsSayPrice(
      Base base, @Nullable String cap, String expected) {
    deal.fee = new CancellationFee.Percentage(BigDecimal.TEN, base, cap == null ? null : usd(cap));

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void theFeeIsCappedByLawFirstAndNothingFallsBelowZero() {
    deal.jurisdiction = "US-ZZ";
    deal.law =
        TestRule.law(TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd("20.00"), null)));
    deal.claimsPaid = usd("400.00");
    deal.conventions = claimsDeducted();
    assertThat(deal.amount()).isEqualTo("38.87");
    assertThat(deal.step(Kind.FEE_CAP).ruleId()).isEqualTo("cap");

    deal.claimsPaid = usd("450.00");
    assertThat(deal.amount()).isEqualTo("0.00");
  }

  @ParameterizedTest
  @CsvSource({"408.86, 408.87", "408.87, 408.87", "408.88, 0.00"})
  void smallSumsAreComparedExactlyStrictlyAndBeforeRounding(String limit, String expected) {
    deal.conventions = deMinimis(limit);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void aNetJustAtTheLimitIsPaid() {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.conventions = deMinimis("415.00");

    assertThat(deal.amount()).isEqualTo("415.00");
  }

  @Test
  void aZeroNetStaysZeroWithoutASmallSumsStep() {
    deal.fee = Deal.fixed("900.00");
    deal.conventions = deMinimis("5.00");

    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.quote().steps()).extracting(RefundStep::kind).doesNotContain(Kind.SMALL_SUMS);
  }

  @ParameterizedTest
  @EnumSource(
      value = CancellationReason.class,
      names = {"UNWIND", "CUSTOMER_REQUEST"})
  void smallSumsDoNotTouchFullPrices(CancellationReason reason) {
    deal.price = usd("3.00");
    deal.reason = reason;
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(3);
    deal.conventions =
        new RefundTerms.Conventions(
            null, null, null, List.of(), 30, false, false, usd("5.00"), false, false);

    assertThat(deal.amount()).isEqualTo("3.00");
  }

  @Test
  void onlyAPaidBenefitClosesTheFreeLook() {
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(20);
    deal.conventions = RefundTimeTest.freeLook(30, false);
    deal.claimsPaid = usd("0.00");
    assertThat(deal.amount()).isEqualTo("900.00");

    deal.claimsPaid = usd("100.00");
    assertThat(deal.amount()).isEqualTo("840.14");
    assertThat(deal.step(Kind.FREE_LOOK).text()).contains("the free look is closed");
  }

  @Test
  void anOpenClaimInTheFreeLookLeavesTheAmountUnknown() {
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(20);
    deal.conventions = RefundTimeTest.freeLook(30, false);
    deal.claimOpen = true;

    assertThat(deal.amount()).isNull();
    assertThat(deal.unknowns()).contains(Code.FREE_LOOK_CLAIM_OPEN);
  }

  @ParameterizedTest
  @CsvSource({"GAP, TOTAL_LOSS", "GAP, THEFT", "GAP_INSURANCE, TOTAL_LOSS"})
  void aLossOfTheVehicleUsesUpGap(ProductKind product, CancellationReason reason) {
    deal.product = product;
    deal.reason = reason;

    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.unknowns()).doesNotContain(Code.LOSS_UNVERIFIED);
  }

  @Test
  void aLossWithTheClaimDeniedInFullIsComputedAndSaid() {
    deal.reason = CancellationReason.TOTAL_LOSS;
    deal.events = List.of(Event.on(EventKind.DENIAL, Deal.CANCELLED));

    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.unknowns()).contains(Code.LOSS_DENIED);
  }

  @Test
  void aLossOfAnotherProductGivesNothingUnverifiedWithoutAClause() {
    deal.product = ProductKind.SERVICE_CONTRACT;
    deal.reason = CancellationReason.TOTAL_LOSS;

    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.unknowns()).contains(Code.LOSS_UNVERIFIED);
  }

  @Test
  void aBenefitIsDeductedAfterALossWhereTheContractSaysSo() {
    deal.product = ProductKind.VEHICLE_VALUE_PROTECTION;
    deal.reason = CancellationReason.TOTAL_LOSS;
    deal.conventions = claimsDeducted();
    assertThat(deal.amount()).isNull();
    assertThat(deal.unknowns()).contains(Code.CLAIMS_UNKNOWN);

    deal.claimsPaid = usd("100.00");
    assertThat(deal.amount()).isEqualTo("308.87");
  }

  @Test
  void aBenefitIsDeductedAfterALossWhereADatedRuleSaysSo() {
    deal.product = ProductKind.VEHICLE_VALUE_PROTECTION;
    deal.reason = CancellationReason.TOTAL_LOSS;
    deal.claimsPaid = usd("100.00");
    deal.jurisdiction = "US-ZZ";
    deal.law = TestRule.law(TestRule.verified("claims", "US-ZZ", new RuleEffect.ClaimsDeducted()));

    assertThat(deal.amount()).isEqualTo("308.87");
    assertThat(deal.step(Kind.CLAIMS).ruleId()).isEqualTo("claims");
  }

  @Test
  void claimsAreNotDeductedWithoutAClause() {
    deal.claimsPaid = usd("100.00");

    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.step(Kind.CLAIMS).text()).isEqualTo("Claims not deducted: no clause.");
  }

  @Test
  void anOpenClaimOutsideTheFreeLookIsListed() {
    deal.claimOpen = true;
    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.unknowns()).contains(Code.CLAIM_OPEN);

    deal.conventions = claimsDeducted();
    assertThat(deal.unknowns()).contains(Code.CLAIM_OPEN);
  }

  @ParameterizedTest
  @CsvSource({
    "short rate at 90% of the pro rata refund, 362.98",
    "ninety percent of the unearned charge, 362.98",
    "ninety-five per cent of the unearned charge, 385.93",
    "95 % of pro rata, 385.93",
    "short rate,",
    "short rate less a 10% penalty,",
    "short rate within 90 days,",
    "90% or 95% of pro rata,",
    "190% of nothing,"
  })
  void shortRateNeedsWordsThatSayHowMuch(String words, @Nullable String expected) {
    deal.method = RefundMethod.SHORT_RATE;
    deal.words = words;

    assertThat(deal.amount()).isEqualTo(expected);
    assertThat(deal.unknowns().contains(Code.SHORT_RATE_UNSTATED)).isEqualTo(expected == null);
    assertThat(deal.quote().comparison().isEmpty()).isEqualTo(expected != null);
  }

  @ParameterizedTest
  @CsvSource({"895, 400.00", "894, 200.00", "800,"})
  void aShortRateTableIsInclusiveAtItsUpperBound(int bound, @Nullable String expected) {
    deal.method = RefundMethod.SHORT_RATE;
    deal.fee = null;
    deal.price = usd("1000.00");
    List<ShortRateBand> table =
        expected == null
            ? List.of(new ShortRateBand(bound, new BigDecimal("60")))
            : List.of(
                new ShortRateBand(bound, new BigDecimal("60")),
                new ShortRateBand(1826, new BigDecimal("80")));
    deal.conventions =
        new RefundTerms.Conventions(
            null, null, null, table, null, false, false, null, false, false);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void proRataWithoutAUnitAssumesDaysAndSaysSo() {
    deal.words = "refunded pro rata";
    assertThat(deal.unknowns()).contains(Code.PRO_RATA_UNIT_ASSUMED);

    deal.words = "refunded on a daily pro rata basis";
    assertThat(deal.unknowns()).doesNotContain(Code.PRO_RATA_UNIT_ASSUMED);
  }

  @Test
  void flatIsTheFullPriceAndNothingElse() {
    deal.method = RefundMethod.FLAT;
    deal.conventions = deMinimis("1000.00");

    assertThat(deal.amount()).isEqualTo("900.00");
    assertThat(deal.quote().steps()).extracting(RefundStep::kind).doesNotContain(Kind.FEE);
  }

  @Test
  void noneGivesNothingWithItsCaveat() {
    deal.method = RefundMethod.NONE;
    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.unknowns()).contains(Code.NO_REFUND_CONDITION);
    assertThat(deal.step(Kind.GROSS).text()).contains("12 CFR 37.4(a)");

    deal.lender = LenderKind.OTHER;
    assertThat(deal.unknowns()).doesNotContain(Code.NO_REFUND_CONDITION);
  }

  @Test
  void unknownGivesNoAmountButAComparison() {
    deal.method = RefundMethod.UNKNOWN;

    RefundQuote quote = deal.quote();

    assertThat(quote.amount()).isNull();
    assertThat(quote.payees()).isEmpty();
    assertThat(quote.unknowns())
        .extracting(RefundUnknown::code)
        .containsExactly(Code.METHOD_UNKNOWN, Code.JURISDICTION_UNKNOWN);
    assertThat(quote.comparison())
        .filteredOn(row -> row.computation().formula() == Formula.PRO_RATA_DAILY)
        .extracting(RefundComparison.Row::net)
        .containsExactly(usd("408.87"), usd("409.00"), usd("409.36"));
  }

  @Test
  void actuarialWithoutALoanGivesNoAmount() {
    deal.method = RefundMethod.ACTUARIAL;

    assertThat(deal.amount()).isNull();
    assertThat(deal.unknowns()).contains(Code.LOAN_UNKNOWN);
  }

  @Test
  void anUnwindGivesTheFullPriceWithoutFee() {
    deal.reason = CancellationReason.UNWIND;
    assertThat(deal.amount()).isEqualTo("900.00");
    assertThat(deal.quote().fee()).isEqualTo(usd("0.00"));

    deal.claimsPaid = usd("10.00");
    assertThat(deal.unknowns()).contains(Code.BENEFIT_ON_UNWIND);
  }

  @ParameterizedTest
  @CsvSource({
    "CUSTOMER_REQUEST, 408.87",
    "EARLY_PAYOFF, 408.87",
    "TRADE_IN, 408.87",
    "REPOSSESSION, 458.87",
    "LENDER_TERMINATION, 458.87",
    "PROVIDER_TERMINATION, 458.87"
  })
  void thereIsNoFeeWhereTheLenderOrTheProviderEndsIt(CancellationReason reason, String expected) {
    deal.reason = reason;

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "100.00, LIENHOLDER 100.00 CUSTOMER 308.87",
    "408.87, LIENHOLDER 408.87",
    "5000.00, LIENHOLDER 408.87",
    "0.00, CUSTOMER 408.87"
  })
  void theLienholderIsPaidFirstUpToTheBalance(String balance, String expected) {
    deal.balance = usd(balance);

    assertThat(deal.quote().payees())
        .extracting(payee -> payee.kind() + " " + payee.amount().amount())
        .isEqualTo(List.of(expected.split("(?<=\\d) ")));
  }

  @Test
  void anUnknownBalanceIsSaid() {
    assertThat(deal.quote().payees())
        .extracting(RefundPayee::kind, RefundPayee::amount)
        .containsExactly(
            tuple(RefundPayee.Kind.LIENHOLDER, null), tuple(RefundPayee.Kind.CUSTOMER, null));
    assertThat(deal.unknowns()).contains(Code.LIEN_BALANCE_UNKNOWN);
  }

  @Test
  void aServiceContractGivesTheLesserOfTimeAndDistance() {
    deal.product = ProductKind.SERVICE_CONTRACT;
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.price = usd("1800.00");
    deal.fee = null;
    assertThat(deal.amount()).isEqualTo("930.00");
    assertThat(deal.unknowns()).contains(Code.MILEAGE_UNKNOWN);

    deal.mileage = new RefundTerms.Mileage(12_000, 75_000);
    assertThat(deal.unknowns()).contains(Code.MILEAGE_UNKNOWN);

    deal.odometer = 60_000;
    assertThat(deal.amount()).isEqualTo("648.00");
    assertThat(deal.step(Kind.MILEAGE).text()).contains("27000 of 75000");
    assertThat(deal.unknowns()).doesNotContain(Code.MILEAGE_UNKNOWN);

    deal.odometer = 13_000;
    assertThat(deal.amount()).isEqualTo("930.00");

    deal.odometer = 100_000;
    assertThat(deal.amount()).isEqualTo("0.00");
  }

  @ParameterizedTest
  @CsvSource({"JPY, 90000, 45887", "KWD, 900.000, 458.872", "EUR, 900.00, 458.87"})
  void roundingGoesByTheCurrencysDigits(String currency, String price, String expected) {
    deal.fee = null;
    deal.price = new Money(new BigDecimal(price), currency);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void aPriceOfZeroGivesZeroAndAFeeAboveThePriceNetsZero() {
    deal.price = usd("0.00");
    assertThat(deal.amount()).isEqualTo("0.00");

    deal.price = usd("900.00");
    deal.fee = Deal.fixed("1000.00");
    assertThat(deal.amount()).isEqualTo("0.00");
  }

  @Test
  void wholeUnitsAreRoundedToOnlyWhereTheContractSaysSo() {
    deal.fee = null;
    deal.conventions =
        new RefundTerms.Conventions(
            null, null, null, List.of(), null, false, false, null, true, false);

    assertThat(deal.amount()).isEqualTo("459.00");
    assertThat(deal.step(Kind.ROUNDING).decidedBy()).isEqualTo(DecidedBy.CONTRACT);

    deal.price = usd("0.60");
    deal.cancelledOn = Deal.EFFECTIVE;
    assertThat(deal.amount()).isEqualTo("0.60");
  }

  @Test
  void theSameInputGivesTheSameQuote() {
    deal.jurisdiction = "US-TX";
    deal.law = RefundLawFile.load();

    assertThat(deal.quote()).isEqualTo(deal.quote());
  }

  @Test
  void whatCannotBeComputedIsRefusedWithItsPlace() {
    refuses("terms.price", change -> change.price = usd("900.001"));
    refuses("terms.price", change -> change.price = usd("-1.00"));
    refuses("terms.price", change -> change.price = new Money(BigDecimal.ONE, "XXY"));
    refuses("terms.termMonths", change -> change.termMonths = 0);
    refuses("terms.termMonths", change -> change.termMonths = 601);
    refuses("terms.endsOn", change -> change.endsOn = Deal.EFFECTIVE);
    refuses("terms.fee", change -> change.fee = eur("50.00"));
    refuses("terms.fee", change -> change.fee = Deal.fixed("-50.00"));
    refuses(
        "terms.fee.percent",
        change ->
            change.fee = new CancellationFee.Percentage(new BigDecimal("101"), Base.PRICE, null));
    refuses(
        "terms.loan.amount",
        change -> change.loan = new RefundTerms.Loan(usd("0.00"), BigDecimal.ONE, null, null));
    refuses(
        "terms.loan.termMonths",
        change -> change.loan = new RefundTerms.Loan(usd("1.00"), BigDecimal.ONE, null, 0));
    refuses("terms.mileage.limit", change -> change.mileage = new RefundTerms.Mileage(0, 0));
    refuses(
        "terms.conventions.freeLookDays",
        change -> change.conventions = RefundTimeTest.freeLook(-1, false));
    refuses(
        "terms.conventions.shortRatePercent",
        change ->
            change.conventions =
                new RefundTerms.Conventions(
                    null,
                    null,
                    new BigDecimal("-1"),
                    List.of(),
                    null,
                    false,
                    false,
                    null,
                    false,
                    false));
    refuses(
        "terms.conventions.shortRateTable",
        change ->
            change.conventions =
                new RefundTerms.Conventions(
                    null,
                    null,
                    null,
                    List.of(
                        new ShortRateBand(30, BigDecimal.TEN),
                        new ShortRateBand(30, BigDecimal.TEN)),
                    null,
                    false,
                    false,
                    null,
                    false,
                    false));
    refuses("request.claimsPaid", change -> change.claimsPaid = usd("-1.00"));
    refuses("request.lienBalance", change -> change.balance = new Money(BigDecimal.ONE, "EUR"));
    refuses(
        "request.events",
        change -> change.events = List.of(Event.on(EventKind.PAYOFF, LocalDate.of(2040, 1, 1))));
    refuses(
        "request.odometer",
        change -> {
          change.mileage = new RefundTerms.Mileage(12_000, 75_000);
          change.odometer = 11_999;
        });
  }

  private static CancellationFee eur(String amount) {
    return new CancellationFee.Fixed(new Money(new BigDecimal(amount), "EUR"));
  }

  private static void refuses(String field, Consumer<Deal> change) {
    Deal changed = new Deal();
    change.accept(changed);

    assertThatThrownBy(changed::quote)
        .isInstanceOf(InvalidRefundInput.class)
        .extracting(refused -> ((InvalidRefundInput) refused).field())
        .isEqualTo(field);
  }

  @Test
  void trailingZerosAreNoExcessDecimals() {
    deal.price = usd("900.0000");

    assertThat(deal.amount()).isEqualTo("408.87");
  }

  private static RefundTerms.Conventions claimsDeducted() {
    return new RefundTerms.Conventions(
        null, null, null, List.of(), null, false, true, null, false, false);
  }

  private static RefundTerms.Conventions deMinimis(String limit) {
    return new RefundTerms.Conventions(
        null, null, null, List.of(), null, false, false, usd(limit), false, false);
  }
}
