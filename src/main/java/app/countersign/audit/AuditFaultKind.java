package app.countersign.audit;

/** What can be wrong with a chain; the same values as in the schema. */
public enum AuditFaultKind {
  ENTRY_ALTERED,
  ENTRY_MISSING,
  CHAIN_BROKEN,
  TAIL_MISSING,
  HEAD_MISSING,
  CHECKPOINT_MISMATCH,
  CHECKPOINT_TAIL_MISSING,
  CHECKPOINT_BROKEN
}
