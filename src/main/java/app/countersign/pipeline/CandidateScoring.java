package app.countersign.pipeline;

import app.countersign.persona.PersonaAssessment;
import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.Priority;
import app.countersign.signal.SignalValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores one item for one user, and says why. */
final class CandidateScoring {
  private static final BigDecimal PRIMARY_FIT = BigDecimal.ONE;
  private static final List<BigDecimal> SECONDARY_FIT =
      List.of(new BigDecimal("0.7"), new BigDecimal("0.5"));
  private static final BigDecimal BASICS_FIT = new BigDecimal("0.3");
  private static final long FRESH_DAYS = 3 * 365L;
  private static final int DIGITS = 4;

  private final SignalValues values;
  private final PersonaAssessment persona;
  private final LocalDate today;
  private final ValueText text;

  CandidateScoring(
      SignalValues values, PersonaAssessment persona, LocalDate today, ValueText text) {
    this.values = values;
    this.persona = persona;
    this.today = today;
    this.text = text;
  }

  /** The item's score; empty when the item is for other personas. */
  Optional<Scored> score(CatalogueItem item) {
    Fit fit = fit(item);
    if (fit == null) {
      return Optional.empty();
    }
    List<Trigger> hits =
        item.triggers().stream().filter(trigger -> trigger.when().matches(values)).toList();
    MatchScore parts =
        new MatchScore(fit.value(), triggerHits(hits), signalStrength(hits), freshness(item));
    List<String> reasons = new ArrayList<>();
    reasons.add(fit.reason());
    hits.forEach(hit -> reasons.add(hit.when().explain(values, text)));
    Priority priority =
        hits.stream().map(Trigger::priority).min(Comparator.naturalOrder()).orElse(Priority.LOW);
    return Optional.of(new Scored(item, parts, !hits.isEmpty(), priority, List.copyOf(reasons)));
  }

  private record Fit(BigDecimal value, String reason) {}

  private @Nullable Fit fit(CatalogueItem item) {
    if (item.personas().contains(persona.primary())) {
      return new Fit(PRIMARY_FIT, "made for the primary persona " + persona.primary());
    }
    for (int at = 0; at < persona.secondary().size(); at++) {
      PersonaKind secondary = persona.secondary().get(at);
      if (item.personas().contains(secondary)) {
        return new Fit(SECONDARY_FIT.get(at), "made for the secondary persona " + secondary);
      }
    }
    return item instanceof ContentItem && item.personas().contains(PersonaKind.GENERAL)
        ? new Fit(BASICS_FIT, "basics for everybody")
        : null;
  }

  private static BigDecimal triggerHits(List<Trigger> hits) {
    BigDecimal unsaid = BigDecimal.ONE;
    for (Trigger hit : hits) {
      BigDecimal left =
          switch (hit.priority()) {
            case HIGH -> new BigDecimal("0.4");
            case MEDIUM -> new BigDecimal("0.6");
            case LOW -> new BigDecimal("0.8");
          };
      unsaid = unsaid.multiply(left);
    }
    return BigDecimal.ONE.subtract(unsaid).setScale(DIGITS, RoundingMode.HALF_UP);
  }

  private BigDecimal signalStrength(List<Trigger> hits) {
    return hits.stream()
        .map(hit -> hit.when().margin(values))
        .max(Comparator.naturalOrder())
        .orElse(BigDecimal.ZERO);
  }

  /** An item from after the day asked about is as fresh as can be. */
  private BigDecimal freshness(CatalogueItem item) {
    long age = ChronoUnit.DAYS.between(item.published(), today);
    long left = FRESH_DAYS - Math.clamp(age, 0, FRESH_DAYS);
    return BigDecimal.valueOf(left)
        .divide(BigDecimal.valueOf(FRESH_DAYS), DIGITS, RoundingMode.HALF_UP);
  }
}
