package app.countersign.pipeline;

import app.countersign.trace.ScorePart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The parts of a candidate's score, each in [0, 1], and their weighted sum.
 *
 * <ul>
 *   <li>persona fit, weight 0.40: 1 for the primary persona, 0.7 and 0.5 for the secondary ones,
 *       0.3 for basics meant for everybody
 *   <li>trigger hits, weight 0.30: 1 minus the product of (1 − w) over the hit triggers, w being
 *       0.6, 0.4 or 0.2 for high, medium or low: more hits say more, and never more than 1
 *   <li>signal strength, weight 0.20: how far beyond its threshold the clearest hit trigger is
 *   <li>freshness, weight 0.10: 1 on the day of publication, falling to 0 over three years
 * </ul>
 */
public record MatchScore(
    BigDecimal personaFit,
    BigDecimal triggerHits,
    BigDecimal signalStrength,
    BigDecimal freshness) {
  private static final BigDecimal PERSONA_WEIGHT = new BigDecimal("0.40");
  private static final BigDecimal TRIGGER_WEIGHT = new BigDecimal("0.30");
  private static final BigDecimal SIGNAL_WEIGHT = new BigDecimal("0.20");
  private static final BigDecimal FRESHNESS_WEIGHT = new BigDecimal("0.10");
  private static final int DIGITS = 4;

  /** The weighted sum, to four decimals. */
  public BigDecimal total() {
    return parts().stream()
        .map(part -> part.value().multiply(part.weight()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /** The parts as a trace shows them. */
  public List<ScorePart> parts() {
    return List.of(
        new ScorePart("persona fit", personaFit, PERSONA_WEIGHT),
        new ScorePart("trigger hits", triggerHits, TRIGGER_WEIGHT),
        new ScorePart("signal strength", signalStrength, SIGNAL_WEIGHT),
        new ScorePart("freshness", freshness, FRESHNESS_WEIGHT));
  }
}
