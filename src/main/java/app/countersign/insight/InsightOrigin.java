package app.countersign.insight;

/** Where an insight was found; the same values as in the schema. */
public enum InsightOrigin {
  /** By this server's rules, in the customer's ledger. */
  OWN,
  /** By a data warehouse. */
  WAREHOUSE
}
