package app.countersign.recommendation;

/** How urgent a recommendation is, the most urgent first. */
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}
