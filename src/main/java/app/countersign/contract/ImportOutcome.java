package app.countersign.contract;

/** What an import did; the same values as in the schema. */
public enum ImportOutcome {
  CREATED,
  UPDATED,
  UNCHANGED
}
