package app.countersign.extraction;

/** The three terms; the same values as in the schema. */
public enum TermName {
  PREMIUM,
  REFUND_METHOD,
  CANCELLATION_FEE
}
