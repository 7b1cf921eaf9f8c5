package app.countersign.terms;

/** What the lender is known to be. */
public enum LenderKind {
  /** A national bank, bound by 12 CFR part 37. */
  NATIONAL_BANK,
  /** Any other lender. */
  OTHER
}
