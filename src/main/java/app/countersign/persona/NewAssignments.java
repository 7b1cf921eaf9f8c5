package app.countersign.persona;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one transaction assigned, gathered to be stored together. */
final class NewAssignments {
  private static final String SUBJECT = "User";

  private final List<PersonaAssignment> assignments = new ArrayList<>();
  private final List<PersonaTransition> transitions = new ArrayList<>();
  private final List<AuditEvent> events = new ArrayList<>();

  /**
   * Takes a new assignment and the change it made.
   *
   * @param history of the user and window before it
   */
  PersonaFinding add(PersonaFinding finding, List<AssignedPersona> history) {
    PersonaAssignment assignment = finding.assignment();
    assignments.add(assignment);
    events.add(
        AuditEvent.of(
            SUBJECT,
            assignment.userId(),
            AuditAction.ASSIGN_PERSONA,
            assignment.userId(),
            history.isEmpty() ? null : before(history.getLast()),
            Map.of(
                "assignmentId", assignment.id(),
                "window", assignment.window(),
                "asOf", assignment.asOf(),
                "persona", assignment.persona(),
                "strength", assignment.strength())));
    PersonaTransition transition = finding.transition();
    if (transition != null) {
      transitions.add(transition);
      events.add(event(transition));
    }
    return finding;
  }

  /** What goes on record for a change. */
  static AuditEvent event(PersonaTransition transition) {
    return AuditEvent.of(
        SUBJECT,
        transition.userId(),
        AuditAction.TRANSITION,
        transition.userId(),
        Map.of("assignmentId", transition.fromAssignmentId(), "persona", transition.fromPersona()),
        Map.of(
            "transitionId", transition.id(),
            "window", transition.window(),
            "assignmentId", transition.toAssignmentId(),
            "persona", transition.toPersona(),
            "positive", transition.isPositive()));
  }

  private static @Nullable Object before(AssignedPersona newest) {
    return Map.of("assignmentId", newest.id(), "persona", newest.persona());
  }

  List<PersonaAssignment> assignments() {
    return assignments;
  }

  List<PersonaTransition> transitions() {
    return transitions;
  }

  List<AuditEvent> events() {
    return events;
  }
}
