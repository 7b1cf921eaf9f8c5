package app.countersign.deskstats;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.deskstats.AlertRules.Counts;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final AlertSettings DEFAULTS =
      new AlertSettings(10, new BigDecimal("0.20"), 50, 5, 0);

  @Test
  void aQuietDeskRaisesNothing() {
    assertThat(alerts(new Counts(8, 2, 50, 5, 0))).isEmpty();
  }

  @Test
  void moreThanAFifthRejectedOfMoreThanTenIsTooMuch() {
    assertThat(alerts(new Counts(7, 3, 0, 0, 0))).isEmpty();
    assertThat(alerts(new Counts(12, 3, 0, 0, 0))).isEmpty();
    assertThat(alerts(new Counts(11, 3, 0, 0, 0)))
        .containsExactly(
            new Alert(
                AlertKind.HIGH_REJECTION_RATE,
                AlertSeverity.MEDIUM,
                "3 of today's 14 decisions (21.4 %) are rejections; more than 20 % is unusual.",
                3,
                new BigDecimal("0.20")));
    assertThat(alerts(new Counts(8, 3, 0, 0, 0))).hasSize(1);
    assertThat(alerts(new Counts(0, 11, 0, 0, 0))).hasSize(1);
    assertThat(alerts(new Counts(0, 10, 0, 0, 0))).isEmpty();
  }

  @Test
  void theQueueIsLongAboveFifty() {
    assertThat(alerts(new Counts(0, 0, 49, 0, 0))).isEmpty();
    assertThat(alerts(new Counts(0, 0, 50, 0, 0))).isEmpty();
    assertThat(alerts(new Counts(0, 0, 51, 0, 0)))
        .containsExactly(
            new Alert(
                AlertKind.LONG_QUEUE,
                AlertSeverity.HIGH,
                "Items waiting: 51; more than 50 is a long queue.",
                51,
                new BigDecimal("50")));
  }

  @Test
  void failuresCountAboveFive() {
    assertThat(alerts(new Counts(0, 0, 0, 4, 0))).isEmpty();
    assertThat(alerts(new Counts(0, 0, 0, 5, 0))).isEmpty();
    assertThat(alerts(new Counts(0, 0, 0, 6, 0)))
        .containsExactly(
            new Alert(
                AlertKind.GUARDRAIL_FAILURES,
                AlertSeverity.HIGH,
                "Items made today that fail a guardrail: 6; more than 5 is unusual.",
                6,
                new BigDecimal("5")));
  }

  @Test
  void oneOpenFlagIsEnough() {
    assertThat(alerts(new Counts(0, 0, 0, 0, 1)))
        .containsExactly(
            new Alert(
                AlertKind.FLAGGED_ITEMS,
                AlertSeverity.MEDIUM,
                "Open flags: 1; more than 0 should be looked at.",
                1,
                new BigDecimal("0")));
  }

  @Test
  void theWorstComesFirst() {
    assertThat(alerts(new Counts(0, 20, 60, 10, 2)))
        .extracting(Alert::kind)
        .containsExactly(
            AlertKind.LONG_QUEUE,
            AlertKind.GUARDRAIL_FAILURES,
            AlertKind.HIGH_REJECTION_RATE,
            AlertKind.FLAGGED_ITEMS);
  }

  @Test
  void thresholdsAreConfigured() {
    AlertSettings strict = new AlertSettings(1, new BigDecimal("0.5"), 3, 0, 4);

    assertThat(AlertRules.alerts(new Counts(1, 1, 3, 0, 4), strict)).isEmpty();
    assertThat(AlertRules.alerts(new Counts(1, 2, 4, 1, 5), strict)).hasSize(4);
  }

  private static List<Alert> alerts(Counts counts) {
    return AlertRules.alerts(counts, DEFAULTS);
  }
}
