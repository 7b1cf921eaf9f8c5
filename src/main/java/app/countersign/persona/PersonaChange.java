package app.countersign.persona;

/**
 * A change of persona between two assignments that follow each other.
 *
 * @param daysInPrevious whole 24-hour days of the whole stay in the persona that was left
 */
public record PersonaChange(
    AssignedPersona previous, AssignedPersona current, long daysInPrevious) {

  /** What the change means. */
  public Transition transition() {
    return TransitionRules.describe(previous.persona(), current.persona());
  }
}
