package app.countersign.persona;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One persona that was checked, with its criteria one by one.
 *
 * @param strength null where the persona does not match
 * @param score of the strength, 0 where the persona does not match
 */
public record PersonaMatch(
    PersonaKind persona,
    boolean matched,
    @Nullable MatchStrength strength,
    BigDecimal score,
    List<Criterion> criteria) {

  /** A match of a strength. */
  static PersonaMatch matched(
      PersonaKind persona, MatchStrength strength, List<Criterion> criteria) {
    return new PersonaMatch(persona, true, strength, strength.score(), criteria);
  }

  /** A persona that was checked and does not match. */
  static PersonaMatch unmatched(PersonaKind persona, List<Criterion> criteria) {
    return new PersonaMatch(persona, false, null, BigDecimal.ZERO, criteria);
  }
}
