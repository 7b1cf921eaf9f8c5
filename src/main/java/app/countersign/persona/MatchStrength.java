package app.countersign.persona;

import java.math.BigDecimal;

/** How clearly a persona shows, with its score in [0, 1]. */
public enum MatchStrength {
  STRONG("0.9"),
  MODERATE("0.7"),
  WEAK("0.5"),
  /** Of {@link PersonaKind#GENERAL}. */
  DEFAULT("0.3"),
  /** Of {@link PersonaKind#NONE}. */
  NONE("0");

  private final BigDecimal score;

  MatchStrength(String score) {
    this.score = new BigDecimal(score);
  }

  /** Strong 0.9, moderate 0.7, weak 0.5, default 0.3, none 0. */
  public BigDecimal score() {
    return score;
  }
}
