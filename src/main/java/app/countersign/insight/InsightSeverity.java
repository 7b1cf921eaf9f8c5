package app.countersign.insight;

/** How much it matters, least first; the same values as in the schema. */
public enum InsightSeverity {
  INFO,
  NOTICE,
  WARNING,
  CRITICAL
}
