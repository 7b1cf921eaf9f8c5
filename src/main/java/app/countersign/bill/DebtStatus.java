package app.countersign.bill;

/** Where a debt stands; the schema says what each means. */
public enum DebtStatus {
  OPEN,
  SETTLED,
  VOIDED
}
