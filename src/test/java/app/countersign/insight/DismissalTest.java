package app.countersign.insight;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much has to change before something that was put away is shown again. */
class DismissalTest {
  @ParameterizedTest
  @CsvSource({
    "100.00, 119.99, true",
    "100.00, 120.00, false",
    "100.00, 80.01, true",
    "100.00, 80.00, false",
    "0.00, 0.00, true",
    "0.00, 0.01, false",
  })
  void anAmountMayMoveByLessThanTwentyPercent(String before, String now, boolean holds) {
    assertThat(of(amount(before), InsightSeverity.INFO, "Aldi").holdsFor(finding(amount(now))))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"55, 64.99, true", "55, 65, false", "55, 45.01, true", "55, 45, false"})
  void aPercentageMayMoveByLessThanTenPoints(String before, String now, boolean holds) {
    Dismissal dismissal = of(percent(before), InsightSeverity.INFO, "Aldi");

    assertThat(dismissal.holdsFor(finding(percent(now)))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"5, 5, true", "5, 6, false", "10, 11, true", "10, 12, false"})
  void aCountMayMoveByLessThanTwentyPercent(int before, int now, boolean holds) {
    Dismissal dismissal = of(InsightFigure.count("n", before, null), InsightSeverity.INFO, "Aldi");

    assertThat(dismissal.holdsFor(finding(InsightFigure.count("n", now, null)))).isEqualTo(holds);
  }

  @Test
  void anotherSubjectAGraverSeverityOrAnotherFigureEndsIt() {
    InsightFigure figure = amount("100.00");

    assertThat(of(figure, InsightSeverity.INFO, "Ikea").holdsFor(finding(figure))).isFalse();
    assertThat(of(figure, InsightSeverity.INFO, null).holdsFor(finding(figure))).isFalse();
    assertThat(of(figure, InsightSeverity.CRITICAL, "Aldi").holdsFor(finding(figure))).isTrue();
    assertThat(of(percent("100.00"), InsightSeverity.INFO, "Aldi").holdsFor(finding(figure)))
        .isFalse();
    assertThat(
            of(figure, InsightSeverity.INFO, "Aldi")
                .holdsFor(finding(figure, InsightSeverity.NOTICE)))
        .isFalse();
  }

  private static Dismissal of(
      InsightFigure figure, InsightSeverity severity, @Nullable String subject) {
    return new Dismissal(severity, subject, List.of(figure));
  }

  private static Finding finding(InsightFigure figure) {
    return finding(figure, InsightSeverity.INFO);
  }

  private static Finding finding(InsightFigure figure, InsightSeverity severity) {
    return new Finding(
        InsightKind.TOP_MERCHANT, severity, "", "USD", "Aldi", "Title", "Text", List.of(figure));
  }

  private static InsightFigure amount(String amount) {
    return InsightFigure.amount("x", new Money(new BigDecimal(amount), "USD"), null);
  }

  private static InsightFigure percent(String percent) {
    return InsightFigure.percent("x", new BigDecimal(percent), null);
  }
}
