package app.countersign.contract;

/** Whether a text is there to be read; the same values as in the schema. */
public enum TextStatus {
  PENDING,
  COMPLETED,
  FAILED
}
