package app.countersign.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

  @Test
  void aRatioIsRoundedOnceAndHalfUp() {
    assertThat(Ratio.of(new BigDecimal("0.01"), 2).rounded()).isEqualTo("0.01");
    assertThat(Ratio.of(new BigDecimal("-0.01"), 2).rounded()).isEqualTo("-0.01");
    assertThat(Ratio.of(new BigDecimal("0.0099"), 2).rounded()).isEqualTo("0.00");
  }

  @Test
  void thirdsAndSixthsAddUpToAnExactHalfCent() {
    var third = Ratio.of(new BigDecimal("0.01"), 3);
    var sixth = Ratio.of(new BigDecimal("0.01"), 6);

    assertThat(third.plus(sixth).rounded()).isEqualTo("0.01");
    assertThat(third.plus(third).plus(third).rounded()).isEqualTo("0.01");
  }

  @Test
  void nothingIsAPercentageOfZeroOrLess() {
    var one = Ratio.of(BigDecimal.ONE, 1);

    assertThat(one.percentOf(Ratio.of(BigDecimal.ZERO, 1))).isNull();
    assertThat(one.percentOf(Ratio.of(BigDecimal.TEN.negate(), 1))).isNull();
    assertThat(one.percentOf(Ratio.of(BigDecimal.valueOf(3), 1))).isEqualTo("33.33");
  }

  @Test
  void aRatioRefusesADenominatorOfZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.of(BigDecimal.ONE, 0));
  }

  @Test
  void theMedianOfAnEvenNumberOfGapsKeepsItsHalf() {
    assertThat(Median.twiceOf(new long[] {45, 46})).isEqualTo(91);
    assertThat(Median.twiceOf(new long[] {7})).isEqualTo(14);
    assertThat(Median.of(decimals("1.00", "2.01")).rounded()).isEqualTo("1.51");
    assertThat(Median.of(decimals("1", "5", "9")).rounded()).isEqualTo("5.00");
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.twiceOf(new long[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
  }

  @Test
  void dispersionIsMeasuredWithTheSampleDeviationAndIsInclusiveAtTenPercent() {
    // mean 10, deviations -1, 0, +1: the sample deviation is exactly 1
    assertThat(Statistics.of(decimals("9", "10", "11")).isDispersedAtMostTenPercent()).isTrue();
    assertThat(Statistics.of(decimals("8.99", "10", "11.01")).isDispersedAtMostTenPercent())
        .isFalse();
    assertThat(Statistics.of(decimals("9.01", "10", "10.99")).isDispersedAtMostTenPercent())
        .isTrue();
    assertThat(Statistics.of(decimals("5")).isDispersedAtMostTenPercent()).isTrue();
  }

  @Test
  void variationIsInPercentOfTheMean() {
    assertThat(Statistics.of(decimals("9", "10", "11")).variationPct()).isEqualTo("10.00");
    assertThat(Statistics.of(decimals("100", "200")).variationPct()).isEqualTo("47.14");
    assertThat(Statistics.of(decimals("5")).variationPct()).isNull();
    assertThat(Statistics.of(decimals("-5", "5")).variationPct()).isNull();
  }

  @Test
  void aSpanOfThirtyDaysHoldsTodayAndTheTwentyNineDaysBefore() {
    var asOf = LocalDate.of(2026, 6, 30);
    var span = DaySpan.endingOn(asOf, 30);

    assertThat(span.contains(asOf.toEpochDay())).isTrue();
    assertThat(span.contains(asOf.minusDays(29).toEpochDay())).isTrue();
    assertThat(span.contains(asOf.minusDays(30).toEpochDay())).isFalse();
    assertThat(span.contains(asOf.plusDays(1).toEpochDay())).isFalse();
    assertThat(span.days()).isEqualTo(30);
  }

  private static List<BigDecimal> decimals(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }
}
