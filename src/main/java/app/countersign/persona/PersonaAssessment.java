package app.countersign.persona;

import java.math.BigDecimal;
import java.util.List;

/**
 * Which persona a user's signals show.
 *
 * @param primary the first persona that matches in the fixed order, else GENERAL, else NONE
 * @param secondary the next matches in the fixed order, at most two; empty for the fallbacks
 * @param matches all five personas in the fixed order, each with its criteria
 */
public record PersonaAssessment(
    PersonaKind primary,
    MatchStrength primaryStrength,
    List<PersonaKind> secondary,
    List<PersonaMatch> matches) {

  /** Copies the lists. */
  public PersonaAssessment {
    secondary = List.copyOf(secondary);
    matches = List.copyOf(matches);
  }

  /** Every persona that matches, in the fixed order; GENERAL alone for GENERAL, empty for NONE. */
  public List<PersonaKind> allMatches() {
    return switch (primary) {
      case NONE -> List.of();
      case GENERAL -> List.of(PersonaKind.GENERAL);
      default -> matches.stream().filter(PersonaMatch::matched).map(PersonaMatch::persona).toList();
    };
  }

  /** The score of the primary's strength. */
  public BigDecimal primaryScore() {
    return primaryStrength.score();
  }
}
