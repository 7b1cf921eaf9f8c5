package app.countersign.insight;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an insight said when its customer put it away. It stays away until it says something
 * materially different: of another subject, graver, or with a first figure that is off by 20
 * percent of what it was (by 10 points where it is a percentage).
 */
record Dismissal(InsightSeverity severity, @Nullable String subject, List<InsightFigure> figures) {
  static final BigDecimal MATERIAL_PERCENT = BigDecimal.valueOf(20);
  static final BigDecimal MATERIAL_POINTS = BigDecimal.TEN;

  Dismissal {
    figures = List.copyOf(figures);
  }

  boolean holdsFor(Finding finding) {
    return finding.severity().compareTo(severity) <= 0
        && java.util.Objects.equals(subject, finding.subject())
        && !isMaterial(figures.getFirst(), finding.figures().getFirst());
  }

  private static boolean isMaterial(InsightFigure before, InsightFigure now) {
    if (before.unit() != now.unit() || !before.name().equals(now.name())) {
      return true;
    }
    BigDecimal change = now.value().subtract(before.value()).abs();
    if (before.unit() == FigureUnit.PERCENT) {
      return change.compareTo(MATERIAL_POINTS) >= 0;
    }
    BigDecimal least = before.value().abs().multiply(MATERIAL_PERCENT).movePointLeft(2);
    return change.signum() > 0 && change.compareTo(least) >= 0;
  }
}
