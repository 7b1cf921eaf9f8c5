package app.countersign.persona;

import app.countersign.signal.SignalWindow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of persona, on record once for a pair of assignments.
 *
 * @param transitionedAt the end of the day the new persona is as of
 * @param daysInPrevious whole 24-hour days of the whole stay that ended
 * @param celebrationShownAt when the user was first shown it; null when not yet
 */
public record PersonaTransition(
    UUID id,
    String userId,
    SignalWindow window,
    UUID fromAssignmentId,
    UUID toAssignmentId,
    PersonaKind fromPersona,
    PersonaKind toPersona,
    Instant transitionedAt,
    int daysInPrevious,
    boolean isPositive,
    @Nullable String milestone,
    @Nullable String achievementTitle,
    @Nullable String celebrationMessage,
    @Nullable Instant celebrationShownAt,
    Instant createdAt) {

  /** A change that was just seen. */
  static PersonaTransition of(
      UUID id, UserWindow userWindow, PersonaChange change, Instant createdAt) {
    Transition meaning = change.transition();
    return new PersonaTransition(
        id,
        userWindow.userId(),
        userWindow.window(),
        change.previous().id(),
        change.current().id(),
        meaning.from(),
        meaning.to(),
        change.current().asOf(),
        Math.toIntExact(change.daysInPrevious()),
        meaning.positive(),
        meaning.milestone(),
        meaning.title(),
        meaning.message(),
        null,
        createdAt);
  }
}
