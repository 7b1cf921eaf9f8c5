package app.countersign.deskstats;

/** Which rule raised an alert. */
public enum AlertKind {
  HIGH_REJECTION_RATE,
  LONG_QUEUE,
  GUARDRAIL_FAILURES,
  FLAGGED_ITEMS
}
