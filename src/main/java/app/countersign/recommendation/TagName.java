package app.countersign.recommendation;

/** The labels an operator may put on a recommendation. */
public enum TagName {
  NEEDS_REVIEW,
  EDGE_CASE,
  TRAINING_EXAMPLE,
  POLICY_QUESTION,
  TONE_CONCERN,
  ELIGIBILITY_QUESTION,
  MODEL_ERROR,
  GREAT_EXAMPLE
}
