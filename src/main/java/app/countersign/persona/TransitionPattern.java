package app.countersign.persona;

/** How often one persona followed another, and the mean of the whole days spent in the former. */
public record TransitionPattern(
    PersonaKind fromPersona,
    PersonaKind toPersona,
    int transitionCount,
    double averageDaysInPrevious,
    boolean isPositive) {}
