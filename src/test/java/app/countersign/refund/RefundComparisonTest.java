package app.countersign.refund;

import static app.countersign.refund.Deal.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.refund.RefundComputation.Formula;
import app.countersign.refund.RefundComputation.PartMonth;
import app.countersign.terms.RefundMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All methods side by side, and the months of a plot. */
class RefundComparisonTest {
  private final Deal deal = new Deal();

  @Test
  void everyMethodHasARowWithItsFiguresOrTheReasonWhyNot() {
    RefundComparison comparison =
        RefundEngine.compare(deal.terms(), deal.request(), RefundLaw.NONE);

    assertThat(comparison.rows()).hasSize(22);
    assertThat(row(comparison, Formula.MEAN, PartMonth.FREE).gross()).isEqualTo(usd("354.47"));
    assertThat(row(comparison, Formula.MEAN, PartMonth.FREE).net()).isEqualTo(usd("304.47"));
    assertThat(row(comparison, Formula.SHORT_RATE, PartMonth.FREE).net()).isEqualTo(usd("362.98"));
    assertThat(row(comparison, Formula.FLAT, PartMonth.FREE).net()).isEqualTo(usd("900.00"));
    assertThat(row(comparison, Formula.ACTUARIAL, PartMonth.FREE).net()).isNull();
    assertThat(row(comparison, Formula.ACTUARIAL, PartMonth.FREE).words())
        .isEqualTo("The actuarial method needs the loan's amount and rate, which are not known.");
    assertThat(RefundComparison.ORDER_NOTE).contains("counts alike");
  }

  @Test
  void theContractsOwnShortRateTakesThePlaceOfTheUsualOne() {
    deal.method = RefundMethod.SHORT_RATE;
    deal.words = "95 % of pro rata";

    RefundComparison comparison =
        RefundEngine.compare(deal.terms(), deal.request(), RefundLaw.NONE);

    assertThat(row(comparison, Formula.SHORT_RATE, PartMonth.FREE).computation())
        .isEqualTo(RefundComputation.shortRate(new BigDecimal("95")));
  }

  /**
   * Across conventions the order can turn: the free mean is above the used pro rata near the end.
   */
  @Test
  void theOrderOfMethodsHoldsOnlyWhereAStartedMonthCountsAlike() {
    deal.cancelledOn = LocalDate.of(2024, 3, 20);

    RefundComparison comparison =
        RefundEngine.compare(deal.terms(), deal.request(), RefundLaw.NONE);

    assertThat(row(comparison, Formula.RULE_OF_78, PartMonth.FREE).gross().amount())
        .isGreaterThan(row(comparison, Formula.PRO_RATA_MONTHLY, PartMonth.USED).gross().amount());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2024-03-15, 900.00, 850.00, 0.00",
    "29, 2026-08-15, 465.00, 415.00, 435.00",
    "59, 2029-02-15, 15.00, 0.00, 885.00",
    "60, 2029-03-15, 0.00, 0.00, 900.00"
  })
  void theScheduleHasAPointForEveryWholeMonth(
      int month, LocalDate day, String gross, String net, String earned) {
    deal.method = RefundMethod.PRO_RATA_MONTHLY;

    RefundSchedule schedule = RefundSchedule.of(deal.terms(), List.of());

    assertThat(schedule.series()).hasSize(1);
    assertThat(schedule.series().getFirst().points()).hasSize(61);
    assertThat(schedule.series().getFirst().points().get(month))
        .isEqualTo(new RefundSchedule.Point(month, day, usd(gross), usd(net), usd(earned)));
  }

  @Test
  void theScheduleStaysAtMonthEnds() {
    deal.method = RefundMethod.RULE_OF_78;
    deal.effectiveOn = LocalDate.of(2024, 1, 31);

    RefundSchedule schedule = RefundSchedule.of(deal.terms(), List.of());

    assertThat(schedule.series().getFirst().points())
        .extracting(RefundSchedule.Point::day)
        .startsWith(
            LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 31));
    assertThat(schedule.series().getFirst().points().get(1).gross()).isEqualTo(usd("870.49"));
  }

  @Test
  void otherMethodsCanBeDrawnBesideTheContracts() {
    deal.loan = Deal.worked();
    RefundSchedule schedule =
        RefundSchedule.of(
            deal.terms(),
            List.of(RefundComputation.of(Formula.ACTUARIAL), RefundComputation.of(Formula.FLAT)));

    assertThat(schedule.series()).hasSize(3);
    assertThat(schedule.series().get(1).points().get(29).gross()).isEqualTo(usd("257.78"));
    assertThat(schedule.series().get(2).points().get(29).net()).isEqualTo(usd("900.00"));
  }

  @Test
  void aScheduleWithoutAFigureSaysWhy() {
    deal.method = RefundMethod.UNKNOWN;

    RefundSchedule schedule =
        RefundSchedule.of(deal.terms(), List.of(RefundComputation.of(Formula.ACTUARIAL)));

    assertThat(schedule.series())
        .extracting(RefundSchedule.Series::whyEmpty)
        .containsExactly(
            "The contract's method is not settled.",
            "The actuarial method needs the loan's amount and rate, which are not known.");
    assertThat(schedule.series()).allMatch(series -> series.points().isEmpty());
  }

  @Test
  void aScheduleOfWrongTermsIsRefused() {
    deal.method = RefundMethod.UNKNOWN;
    deal.price = usd("-1.00");

    assertThatThrownBy(() -> RefundSchedule.of(deal.terms(), List.of()))
        .isInstanceOf(InvalidRefundInput.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GAP, GAP",
    "gap waiver, GAP",
    "VSC, SERVICE_CONTRACT",
    "TIRE_WHEEL, SERVICE_CONTRACT",
    "Warranty, SERVICE_CONTRACT",
    "VVP, VEHICLE_VALUE_PROTECTION",
    "GAP insurance, GAP_INSURANCE",
    "F&I, OTHER"
  })
  void aContractTypeNamesItsProduct(String contractType, ProductKind expected) {
    assertThat(ProductKind.ofContractType(contractType)).isEqualTo(expected);
  }

  private static RefundComparison.Row row(
      RefundComparison comparison, Formula formula, PartMonth partMonth) {
    return comparison.rows().stream()
        .filter(row -> row.computation().formula() == formula)
        .filter(row -> row.computation().partMonth() == partMonth)
        .findFirst()
        .orElseThrow();
  }
}
