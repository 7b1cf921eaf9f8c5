package app.countersign.contract;

/** Kinds of products; the same values as in the schema, which says what each means. */
public enum ContractType {
  GAP,
  VSC,
  FINANCE_AND_INSURANCE,
  TIRE_WHEEL,
  WARRANTY
}
