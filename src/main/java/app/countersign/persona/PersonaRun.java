package app.countersign.persona;

import java.time.Instant;
import java.util.List;

/** Assignments of one persona in a row, unbroken by any other, in the order of the history. */
public record PersonaRun(PersonaKind persona, List<AssignedPersona> assignments) {

  /** Copies the assignments; there is at least one. */
  public PersonaRun {
    assignments = List.copyOf(assignments);
    if (assignments.isEmpty()) {
      throw new IllegalArgumentException("A run has at least one assignment");
    }
  }

  /** When the run began: the first assignment's {@code asOf}. */
  public Instant startedAt() {
    return assignments.getFirst().asOf();
  }
}
