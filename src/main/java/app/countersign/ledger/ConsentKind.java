package app.countersign.ledger;

/** What a user can consent to; the same values as in the schema, which says what each means. */
public enum ConsentKind {
  DATA_ANALYSIS,
  RECOMMENDATIONS,
  PARTNER_OFFERS
}
