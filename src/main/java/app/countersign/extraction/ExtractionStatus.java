package app.countersign.extraction;

/** Where an extraction stands; the same values as in the schema. */
public enum ExtractionStatus {
  PENDING,
  APPROVED
}
