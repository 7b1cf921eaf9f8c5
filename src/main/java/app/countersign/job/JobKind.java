package app.countersign.job;

/** What a job does; the same values as in the schema. */
public enum JobKind {
  ASSIGN_PERSONAS,
  GENERATE_RECOMMENDATIONS
}
