package app.countersign.pipeline;

/** How soon a recommendation deserves attention, most urgent first. */
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}
