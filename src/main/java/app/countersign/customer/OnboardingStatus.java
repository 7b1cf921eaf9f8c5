package app.countersign.customer;

/** How far a customer came; the same values as in the schema, which says what each means. */
public enum OnboardingStatus {
  INCOMPLETE,
  COMPLETE,
  SKIPPED;

  /** Whether one may go on from here to there. */
  boolean leadsTo(OnboardingStatus next) {
    return switch (next) {
      case INCOMPLETE -> false;
      case COMPLETE -> this != COMPLETE;
      case SKIPPED -> this == INCOMPLETE;
    };
  }
}
