package app.countersign.persona;

import app.countersign.signal.SignalReading;
import app.countersign.signal.UserSignals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user's persona for one window with what it rests on and what it changed.
 *
 * @param reading the signals and when they were read. Of a NONE that was assigned earlier only the
 *     assignment is on record, so its instant stands for both
 * @param transition the change it made; null when it made none
 * @param isNew false when an earlier assignment as of the same day was found
 */
public record PersonaFinding(
    PersonaAssignment assignment,
    SignalReading reading,
    @Nullable PersonaTransition transition,
    boolean isNew) {

  /** The signals it rests on; {@link UserSignals#NONE} for NONE. */
  public UserSignals signals() {
    return reading.signals();
  }

  /** When the signals were read. */
  public Instant signalsReadAt() {
    return reading.readAt();
  }

  /** When the persona was assigned. */
  public Instant personaAssignedAt() {
    return assignment.assignedAt();
  }
}
