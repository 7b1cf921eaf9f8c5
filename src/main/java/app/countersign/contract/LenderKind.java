package app.countersign.contract;

/** Kinds of lenders, where law tells them apart; the same values as in the schema. */
public enum LenderKind {
  NATIONAL_BANK,
  OTHER
}
