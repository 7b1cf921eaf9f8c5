package app.countersign.persona;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long a persona has held.
 *
 * @param since the first assignment of the unbroken run
 * @param days whole 24-hour days since then
 * @param previous the persona of the run before; null when there was none
 * @param daysInPrevious whole days of the whole stay in the run before; null when there was none
 */
public record PersonaTenure(
    PersonaKind persona,
    Instant since,
    long days,
    @Nullable PersonaKind previous,
    @Nullable Long daysInPrevious) {

  /** When the persona last changed; null when it never did. */
  public @Nullable Instant lastTransitionAt() {
    return previous == null ? null : since;
  }
}
