package app.countersign.refund;

import static app.countersign.refund.Deal.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.refund.RefundRequest.Event;
import app.countersign.refund.RefundRequest.EventKind;
import app.countersign.refund.RefundStep.DecidedBy;
import app.countersign.refund.RefundStep.Kind;
import app.countersign.refund.RefundUnknown.Code;
import app.countersign.terms.RefundMethod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days, months, windows: which day counts and how far the term has gone. */
class RefundTimeTest {
  private final Deal deal = new Deal();

  @ParameterizedTest
  @CsvSource({
    "2023-01-31, 2023-02-27, 0, 27",
    "2023-01-31, 2023-02-28, 1, 0",
    "2024-01-31, 2024-02-28, 0, 28",
    "2024-01-31, 2024-02-29, 1, 0",
    "2023-01-31, 2023-03-30, 1, 30",
    "2023-01-31, 2023-03-31, 2, 0",
    "2024-02-29, 2025-02-28, 12, 0",
    "2023-12-31, 2024-01-30, 0, 30"
  })
  void wholeMonthsAreClampedFromTheFirstDayNeverChained(
      LocalDate first, LocalDate day, int months, int days) {
    deal.effectiveOn = first;

    ElapsedTerm elapsed = ElapsedTerm.on(day, deal.terms());

    assertThat(elapsed.wholeMonths()).isEqualTo(months);
    assertThat(elapsed.partDays()).isEqualTo(days);
  }

  @Test
  void aStartedMonthIsFreeWhereNothingSaysOtherwise() {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;

    assertThat(deal.amount()).isEqualTo("415.00");
    assertThat(deal.step(Kind.STARTED_MONTH).decidedBy()).isEqualTo(DecidedBy.DEFAULT);
    assertThat(deal.step(Kind.STARTED_MONTH).text())
        .isEqualTo(
            "The started month (12 days) counts as FREE: contract and law do not say, and this is"
                + " better for the customer.");
  }

  @Test
  void theContractsWordsOnAStartedMonthComeBeforeTheLaws() {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.jurisdiction = "US-ZZ";
    deal.conventions = conventions(PartMonth.USED, null);
    deal.law =
        TestRule.law(
            TestRule.verified(
                "month", "US-ZZ", new RuleEffect.StartedMonth(PartMonth.INTERPOLATED)));

    assertThat(deal.amount()).isEqualTo("400.00");
    assertThat(deal.step(Kind.STARTED_MONTH).decidedBy()).isEqualTo(DecidedBy.CONTRACT);
    assertThat(deal.rule("month").outcome()).isEqualTo(RuleConsidered.Outcome.NO_CHANGE);
  }

  @Test
  void aVerifiedRuleOnAStartedMonthHoldsWhereTheContractIsSilent() {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.jurisdiction = "US-ZZ";
    deal.law =
        TestRule.law(
            TestRule.verified(
                "month", "US-ZZ", new RuleEffect.StartedMonth(PartMonth.INTERPOLATED)));

    assertThat(deal.amount()).isEqualTo("409.00");
    assertThat(deal.step(Kind.STARTED_MONTH).ruleId()).isEqualTo("month");
  }

  @ParameterizedTest
  @CsvSource({"2026-08-29, 465.00", "2026-08-30, 450.00"})
  void fifteenDaysMakeAMonthByTheMarylandCount(LocalDate cancelled, String expected) {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.fee = null;
    deal.cancelledOn = cancelled;
    deal.conventions = conventions(PartMonth.FIFTEEN_DAYS, null);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  /** A part of 30 days of a month with 31 is a whole month by the thirtieths. */
  @ParameterizedTest
  @CsvSource({"2024-04-13, 885.50", "2024-04-14, 885.00", "2024-04-15, 885.00"})
  void interpolationGoesByThirtieths(LocalDate cancelled, String expected) {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    deal.fee = null;
    deal.cancelledOn = cancelled;
    deal.conventions = conventions(PartMonth.INTERPOLATED, null);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void monthsOfThirtyDaysAreCountedOverThirtyTimesTheTerm() {
    deal.fee = null;
    deal.conventions = conventions(null, DayCount.THIRTY_360);
    assertThat(deal.amount()).isEqualTo("459.00");

    deal.effectiveOn = LocalDate.of(2024, 1, 31);
    deal.cancelledOn = LocalDate.of(2024, 5, 31);
    assertThat(deal.amount()).isEqualTo("840.00");
  }

  @Test
  void anExplicitEndWinsForDaysAndTheNumberForMonths() {
    deal.fee = null;
    deal.endsOn = LocalDate.of(2029, 3, 31);
    assertThat(deal.quote().exactNet()).isEqualTo("142050/307");
    assertThat(deal.unknowns()).contains(Code.TERM_END_DISAGREES);

    deal.method = RefundMethod.PRO_RATA_MONTHLY;
    assertThat(deal.amount()).isEqualTo("465.00");
    assertThat(deal.unknowns()).contains(Code.TERM_END_DISAGREES);
  }

  @ParameterizedTest
  @CsvSource({"2029-03-12, false", "2029-03-11, true", "2029-03-18, false", "2029-03-19, true"})
  void anEndThatDisagreesByMoreThanThreeDaysIsListed(LocalDate end, boolean isListed) {
    deal.endsOn = end;

    assertThat(deal.unknowns().contains(Code.TERM_END_DISAGREES)).isEqualTo(isListed);
  }

  @Test
  void cancelledBeforeTheFirstDayItWasNeverInForce() {
    deal.cancelledOn = Deal.EFFECTIVE.minusDays(1);

    assertThat(deal.amount()).isEqualTo("900.00");
    assertThat(deal.step(Kind.NEVER_IN_FORCE).text()).contains("never in force", "no fee");
  }

  @Test
  void cancelledAfterTheEndThereIsNothingAndNoError() {
    deal.cancelledOn = LocalDate.of(2029, 3, 16);

    assertThat(deal.amount()).isEqualTo("0.00");
    assertThat(deal.step(Kind.AFTER_END).amount()).isEqualTo(usd("0.00"));
    assertThat(deal.quote().payees()).isEmpty();
  }

  @Test
  void aDayAfterTodayIsRefused() {
    deal.asOf = Deal.CANCELLED.minusDays(1);

    assertThatThrownBy(deal::quote)
        .isInstanceOf(InvalidRefundInput.class)
        .hasMessage("2026-08-27 is later than 2026-08-26")
        .extracting(refused -> ((InvalidRefundInput) refused).field())
        .isEqualTo("request.cancelledOn");
  }

  @Test
  void theEarliestEventCountsAndTheStepNamesIt() {
    deal.events =
        List.of(
            Event.on(EventKind.REQUEST, LocalDate.of(2026, 8, 20)),
            Event.on(EventKind.PAYOFF, LocalDate.of(2026, 8, 15)),
            Event.on(EventKind.ACCELERATION, LocalDate.of(2026, 9, 1)));

    assertThat(deal.quote().cancelledOn()).isEqualTo("2026-08-15");
    assertThat(deal.step(Kind.CANCELLATION_DATE).text())
        .isEqualTo("2026-08-15 counts: the earliest event, PAYOFF.");

    deal.events = List.of(Event.on(EventKind.PAYOFF, LocalDate.of(2026, 8, 28)));
    assertThat(deal.step(Kind.CANCELLATION_DATE).text())
        .isEqualTo("2026-08-27 counts: the day of cancellation as given.");
  }

  @Test
  void eventsAloneAreEnoughButNothingIsNot() {
    deal.cancelledOn = null;
    assertThatThrownBy(deal::quote).hasMessage("a day or an event is needed");

    deal.events = List.of(Event.on(EventKind.PAYOFF, Deal.CANCELLED));
    assertThat(deal.amount()).isEqualTo("408.87");
  }

  @Test
  void anEventWithATimeIsADayOfTheContractsOwnZone() {
    deal.cancelledOn = null;
    deal.events =
        List.of(new Event(EventKind.REQUEST, null, Instant.parse("2026-08-28T03:00:00Z")));
    assertThatThrownBy(deal::quote)
        .hasMessage("the contract names no time zone: give the day of the event");

    deal.zone = ZoneId.of("America/Los_Angeles");
    assertThat(deal.quote().cancelledOn()).isEqualTo("2026-08-27");
  }

  @Test
  void anEventIsEitherADayOrATime() {
    deal.events = List.of(new Event(EventKind.REQUEST, null, null));

    assertThatThrownBy(deal::quote).hasMessage("an event needs a day or a time, not both");
  }

  @ParameterizedTest
  @CsvSource({", 30, 900.00", ", 31, 834.72", "2024-03-01, 16, 900.00", "2024-03-01, 17, 841.62"})
  void dayThirtyIsInTheFreeLookAndDayThirtyOneIsOut(
      LocalDate issued, int daysAfterFirst, String expected) {
    deal.issuedOn = issued;
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(daysAfterFirst);
    deal.conventions = freeLook(30, false);

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void theFreeLookSaysItsDayAndWhoGivesIt() {
    deal.cancelledOn = Deal.EFFECTIVE;
    deal.conventions = freeLook(30, false);

    assertThat(deal.step(Kind.FREE_LOOK).text())
        .isEqualTo("Day 0 of a free look of 30 days and no benefit was paid: full price.");
    assertThat(deal.step(Kind.FREE_LOOK).decidedBy()).isEqualTo(DecidedBy.CONTRACT);
  }

  @Test
  void withoutAnyKnownWindowAnEarlyDayIsListedAsUnknown() {
    deal.cancelledOn = Deal.EFFECTIVE.plusDays(60);
    assertThat(deal.unknowns()).contains(Code.FREE_LOOK_UNKNOWN);

    deal.cancelledOn = Deal.EFFECTIVE.plusDays(61);
    assertThat(deal.unknowns()).doesNotContain(Code.FREE_LOOK_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "ACTUAL, 2029-03-14, 1/1826",
    "ACTUAL, 2029-03-15, 0",
    "CALIFORNIA, 2029-03-15, 1/1826",
    "CALIFORNIA, 2029-03-16, 0",
    "CALIFORNIA, 2024-03-15, 1",
    "CALIFORNIA, 2024-03-16, 1",
    "CALIFORNIA, 2024-03-17, 1825/1826"
  })
  void theLastDayAndTheFirstAreCountedAsPrinted(DayCount dayCount, LocalDate day, String expected) {
    Unearned share =
        UnearnedShare.of(
            RefundComputation.daily(dayCount), ElapsedTerm.on(day, deal.terms()), null);

    assertThat(((Unearned.Share) share).share().text()).isEqualTo(expected);
  }

  @Test
  void theRuleInForceOnTheContractDateHolds() {
    LawRule cap = TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd("10.00"), null));
    deal.jurisdiction = "US-ZZ";
    deal.law = TestRule.law(TestRule.from(cap, LocalDate.of(2024, 3, 16), null));
    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.quote().ruleDate()).isEqualTo("2024-03-15");
    assertThat(deal.rule("cap").text()).isEqualTo("It was not in force on 2024-03-15.");

    deal.law = TestRule.law(TestRule.from(cap, null, LocalDate.of(2024, 3, 15)));
    assertThat(deal.amount()).isEqualTo("448.87");

    deal.issuedOn = LocalDate.of(2024, 3, 16);
    assertThat(deal.amount()).isEqualTo("408.87");
    assertThat(deal.quote().ruleDate()).isEqualTo("2024-03-16");
  }

  @Test
  void aRuleMayGoByTheDayOfCancellationInstead() {
    LawRule cap = TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd("10.00"), null));
    deal.jurisdiction = "US-ZZ";
    deal.law =
        TestRule.law(
            TestRule.byCancellationDate(TestRule.from(cap, LocalDate.of(2026, 1, 1), null)));

    assertThat(deal.amount()).isEqualTo("448.87");
  }

  private static RefundTerms.Conventions conventions(PartMonth partMonth, DayCount dayCount) {
    return new RefundTerms.Conventions(
        partMonth, dayCount, null, List.of(), null, false, false, null, false, false);
  }

  static RefundTerms.Conventions freeLook(int days, boolean withFee) {
    return new RefundTerms.Conventions(
        null, null, null, List.of(), days, withFee, false, null, false, false);
  }
}
