package app.countersign.persona;

import app.countersign.signal.SignalWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which persona a user had in a window, as of a day, and why. Written once, never changed.
 *
 * @param signalRunId the signals it rests on; null for NONE, of whom there are none
 * @param asOf the day it is as of; in a history it stands at the day's end in UTC
 * @param secondary the next matches in the fixed order, at most two
 * @param matches every persona that was checked
 * @param assignedAt when it was really assigned
 */
public record PersonaAssignment(
    UUID id,
    String userId,
    SignalWindow window,
    @Nullable UUID signalRunId,
    LocalDate asOf,
    PersonaKind persona,
    MatchStrength strength,
    List<PersonaKind> secondary,
    List<PersonaMatch> matches,
    Instant assignedAt) {

  /** Copies the lists. */
  public PersonaAssignment {
    secondary = List.copyOf(secondary);
    matches = List.copyOf(matches);
  }

  /** Its place in the user's history. */
  AssignedPersona inHistory() {
    return new AssignedPersona(id, PersonaRuns.endOf(asOf), persona);
  }
}
