package app.countersign.ledger;

/** What kind of debt a liability describes. */
public enum LiabilityType {
  CREDIT_CARD,
  STUDENT_LOAN,
  MORTGAGE
}
