package app.countersign.deskstats;

/** How bad an alert is. */
public enum AlertSeverity {
  LOW,
  MEDIUM,
  HIGH
}
