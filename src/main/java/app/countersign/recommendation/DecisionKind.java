package app.countersign.recommendation;

/** What was decided. */
public enum DecisionKind {
  APPROVE,
  REJECT,
  FLAG
}
