package app.countersign.refund;

import static app.countersign.refund.Deal.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.countersign.refund.RefundComputation.DayCount;
import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.refund.RefundComputation.ShortRateBand;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Worked and published figures, to the cent. */
class RefundFiguresTest {

  static Stream<Arguments> workedFigures() {
    return Stream.of(
        arguments(RefundComputation.daily(DayCount.ACTUAL), "458.87"),
        arguments(RefundComputation.daily(DayCount.THIRTY_360), "459.00"),
        arguments(RefundComputation.daily(DayCount.CALIFORNIA), "459.36"),
        arguments(monthly(Formula.PRO_RATA_MONTHLY, PartMonth.FREE), "465.00"),
        arguments(monthly(Formula.PRO_RATA_MONTHLY, PartMonth.USED), "450.00"),
        arguments(monthly(Formula.PRO_RATA_MONTHLY, PartMonth.INTERPOLATED), "459.00"),
        arguments(monthly(Formula.PRO_RATA_MONTHLY, PartMonth.FIFTEEN_DAYS), "465.00"),
        arguments(monthly(Formula.RULE_OF_78, PartMonth.FREE), "243.93"),
        arguments(monthly(Formula.RULE_OF_78, PartMonth.USED), "228.69"),
        arguments(monthly(Formula.RULE_OF_78, PartMonth.INTERPOLATED), "237.84"),
        arguments(monthly(Formula.MEAN, PartMonth.FREE), "354.47"),
        arguments(monthly(Formula.ACTUARIAL, PartMonth.FREE), "257.78"),
        arguments(monthly(Formula.ACTUARIAL, PartMonth.USED), "242.14"),
        arguments(RefundComputation.shortRate(new BigDecimal("90")), "412.98"),
        arguments(RefundComputation.of(Formula.FLAT), "900.00"),
        arguments(RefundComputation.of(Formula.NONE), "0.00"));
  }

  @ParameterizedTest
  @MethodSource("workedFigures")
  void theDealOfTheFactsComesOutToTheCent(RefundComputation computation, String expected) {
    Deal deal = new Deal();
    deal.loan = Deal.worked();

    assertThat(deal.by(computation)).isEqualTo(expected);
  }

  @Test
  void theTermOfTheDealIsCountedInEveryMeasure() {
    ElapsedTerm elapsed = ElapsedTerm.on(Deal.CANCELLED, new Deal().terms());

    assertThat(elapsed).isEqualTo(new ElapsedTerm(60, 1826, 895, 29, 12, 882));
    assertThat(elapsed.daysLeft()).isEqualTo(931);
    assertThat(elapsed.daysLeftWithToday()).isEqualTo(932);
  }

  @Test
  void theActuarialShareHasItsSixKnownDigits() {
    LoanExposure exposure = LoanExposure.of(Deal.worked(), 60);

    Fraction share = exposure.shareLeft(31);

    assertThat(
            new BigDecimal(share.numerator())
                .divide(new BigDecimal(share.denominator()), 6, RoundingMode.HALF_UP))
        .isEqualByComparingTo("0.286428");
  }

  @ParameterizedTest
  @CsvSource({
    "800.00, 72, 2020-01-01, 2022-07-01, PRO_RATA_MONTHLY, FREE, 466.67",
    "600.00, 48, 2020-01-01, 2021-01-01, PRO_RATA_MONTHLY, FREE, 450.00",
    "100.00, 12, 2020-01-01, 2020-04-01, RULE_OF_78, FREE, 57.69",
    "400.00, 60, 2020-01-01, 2022-05-17, RULE_OF_78, USED, 108.42",
    "400.00, 60, 2020-01-01, 2022-05-17, RULE_OF_78, FIFTEEN_DAYS, 108.42",
    "500.00, 12, 2023-01-01, 2023-05-31, PRO_RATA_DAILY, FREE, 294.52",
    "1500.00, 12, 2023-01-01, 2023-08-08, PRO_RATA_DAILY, FREE, 600.00",
    "1800.00, 60, 2020-01-01, 2022-06-01, PRO_RATA_MONTHLY, FREE, 930.00"
  })
  void publishedFiguresComeOut(
      String price,
      int months,
      LocalDate first,
      LocalDate cancelled,
      Formula formula,
      PartMonth partMonth,
      String expected) {
    Deal deal = new Deal();
    deal.price = usd(price);
    deal.termMonths = months;
    deal.effectiveOn = first;
    deal.cancelledOn = cancelled;

    assertThat(deal.by(monthly(formula, partMonth))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"500.00, 2023-05-31, 265.07", "1500.00, 2023-08-08, 540.00"})
  void publishedShortRatesOfNinetyPercentComeOut(
      String price, LocalDate cancelled, String expected) {
    Deal deal = yearly(price, cancelled);

    assertThat(deal.by(RefundComputation.shortRate(new BigDecimal("90")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2023-08-08, 465.00", "2023-08-09, 450.00"})
  void aTableBandHoldsThroughItsLastDay(LocalDate cancelled, String expected) {
    Deal deal = yearly("1500.00", cancelled);
    var table =
        List.of(
            new ShortRateBand(219, new BigDecimal("69")),
            new ShortRateBand(365, new BigDecimal("70")));

    assertThat(deal.by(RefundComputation.shortRate(table))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"FREE, 31", "USED, 30"})
  void theMeanIsTheMeanOfProRataAndRuleOf78(PartMonth partMonth, int left) {
    Fraction proRata = Fraction.of(left, 60);
    Fraction digits = Fraction.of((long) left * (left + 1), 60 * 61);
    Fraction mean = proRata.plus(digits).times(Fraction.of(1, 2));

    Unearned share =
        UnearnedShare.of(
            monthly(Formula.MEAN, partMonth),
            ElapsedTerm.on(Deal.CANCELLED, new Deal().terms()),
            null);

    assertThat(((Unearned.Share) share).share()).isEqualByComparingTo(mean);
  }

  @ParameterizedTest
  @CsvSource({
    "50.00, , 408.87",
    "25.00, , 433.87",
    "0.00, , 458.87",
    "50.00, 25.00, 433.87",
    "100.00, 75.00, 383.87",
    "50.00, 0.00, 458.87"
  })
  void theFeeAndItsLegalCapComeOffTheGrossRefund(String fee, String cap, String expected) {
    Deal deal = new Deal();
    deal.fee = Deal.fixed(fee);
    deal.jurisdiction = "US-ZZ";
    if (cap != null) {
      deal.law =
          TestRule.law(TestRule.verified("cap", "US-ZZ", new RuleEffect.FeeCap(usd(cap), null)));
    }

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void aLeapDayLengthensTheTerm() {
    Deal deal = new Deal();
    deal.effectiveOn = LocalDate.of(2023, 3, 15);
    Deal later = new Deal();
    later.effectiveOn = LocalDate.of(2024, 3, 15);

    assertThat(ElapsedTerm.on(Deal.CANCELLED, deal.terms()).totalDays()).isEqualTo(1827);
    assertThat(ElapsedTerm.on(Deal.CANCELLED, later.terms()).totalDays()).isEqualTo(1826);
  }

  /** The first month of 60 earns 3.28 % by the rule of 78, 1.67 % pro rata. */
  @ParameterizedTest
  @CsvSource({"RULE_OF_78, 96.72", "PRO_RATA_MONTHLY, 98.33"})
  void theFirstMonthOfSixtyEarnsItsShare(Formula formula, String expected) {
    Deal deal = new Deal();
    deal.price = usd("100.00");
    deal.cancelledOn = Deal.EFFECTIVE.plusMonths(1);

    assertThat(deal.by(RefundComputation.of(formula))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PRO_RATA_DAILY, 408.87",
    "PRO_RATA_MONTHLY, 415.00",
    "RULE_OF_78, 193.93",
    "ACTUARIAL, 207.78",
    "FLAT, 900.00",
    "NONE, 0.00"
  })
  void everyMethodOfAContractIsQuoted(RefundMethod method, String expected) {
    Deal deal = new Deal();
    deal.method = method;
    deal.loan = Deal.worked();

    assertThat(deal.amount()).isEqualTo(expected);
  }

  @Test
  void theContractsOwnPaymentIsTakenAndSaid() {
    Deal deal = new Deal();
    deal.method = RefundMethod.ACTUARIAL;
    deal.fee = null;
    deal.loan = new RefundTerms.Loan(usd("30000.00"), new BigDecimal("7.20"), usd("596.87"), null);

    assertThat(deal.amount()).isEqualTo("257.79");
    assertThat(deal.step(RefundStep.Kind.GROSS).text())
        .contains("the contract's own payment of 596.87 USD");
  }

  @Test
  void aLoanWithoutInterestFallsEvenly() {
    Deal deal = new Deal();
    deal.loan = new RefundTerms.Loan(usd("30000.00"), BigDecimal.ZERO, null, null);

    assertThat(deal.by(RefundComputation.of(Formula.ACTUARIAL))).isEqualTo("243.93");
  }

  @Test
  void aLoanShorterThanTheContractExposesNothingAfterItsEnd() {
    Deal deal = new Deal();
    deal.loan = new RefundTerms.Loan(usd("30000.00"), new BigDecimal("7.20"), null, 24);

    assertThat(deal.by(RefundComputation.of(Formula.ACTUARIAL))).isEqualTo("0.00");
  }

  private static Deal yearly(String price, LocalDate cancelled) {
    Deal deal = new Deal();
    deal.price = usd(price);
    deal.termMonths = 12;
    deal.effectiveOn = LocalDate.of(2023, 1, 1);
    deal.cancelledOn = cancelled;
    return deal;
  }

  private static RefundComputation monthly(Formula formula, PartMonth partMonth) {
    return RefundComputation.of(formula, partMonth);
  }
}
