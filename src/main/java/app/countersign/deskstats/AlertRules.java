package app.countersign.deskstats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which alerts the numbers of the desk raise. Pure. */
final class AlertRules {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Comparator<Alert> WORST_FIRST =
      Comparator.comparing(Alert::severity).reversed().thenComparing(Alert::kind);

  private AlertRules() {}

  /** What was counted: decisions and failures of a day, the queue and the flags of now. */
  record Counts(int approved, int rejected, int pending, int guardrailFailures, int openFlags) {}

  /** The alerts, worst first. */
  static List<Alert> alerts(Counts counts, AlertSettings settings) {
    List<Alert> alerts = new ArrayList<>();
    if (isRejectionRateHigh(counts, settings)) {
      alerts.add(rejections(counts, settings));
    }
    if (counts.pending() > settings.pending()) {
      alerts.add(
          alert(
              AlertKind.LONG_QUEUE,
              AlertSeverity.HIGH,
              "Items waiting: %d; more than %d is a long queue.",
              counts.pending(),
              settings.pending()));
    }
    if (counts.guardrailFailures() > settings.guardrailFailures()) {
      alerts.add(
          alert(
              AlertKind.GUARDRAIL_FAILURES,
              AlertSeverity.HIGH,
              "Items made today that fail a guardrail: %d; more than %d is unusual.",
              counts.guardrailFailures(),
              settings.guardrailFailures()));
    }
    if (counts.openFlags() > settings.openFlags()) {
      alerts.add(
          alert(
              AlertKind.FLAGGED_ITEMS,
              AlertSeverity.MEDIUM,
              "Open flags: %d; more than %d should be looked at.",
              counts.openFlags(),
              settings.openFlags()));
    }
    alerts.sort(WORST_FIRST);
    return alerts;
  }

  private static boolean isRejectionRateHigh(Counts counts, AlertSettings settings) {
    int decided = counts.approved() + counts.rejected();
    BigDecimal most = settings.rejectionShare().multiply(BigDecimal.valueOf(decided));
    return decided > settings.decisions()
        && BigDecimal.valueOf(counts.rejected()).compareTo(most) > 0;
  }

  private static Alert rejections(Counts counts, AlertSettings settings) {
    int decided = counts.approved() + counts.rejected();
    BigDecimal percent =
        BigDecimal.valueOf(counts.rejected())
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(decided), 1, RoundingMode.HALF_UP);
    String message =
        String.format(
            Locale.ROOT,
            "%d of today's %d decisions (%s %%) are rejections; more than %s %% is unusual.",
            counts.rejected(),
            decided,
            percent.toPlainString(),
            settings.rejectionShare().multiply(HUNDRED).stripTrailingZeros().toPlainString());
    return new Alert(
        AlertKind.HIGH_REJECTION_RATE,
        AlertSeverity.MEDIUM,
        message,
        counts.rejected(),
        settings.rejectionShare());
  }

  private static Alert alert(
      AlertKind kind, AlertSeverity severity, String message, int count, int threshold) {
    return new Alert(
        kind,
        severity,
        String.format(Locale.ROOT, message, count, threshold),
        count,
        BigDecimal.valueOf(threshold));
  }
}
