package app.countersign.bill;

/** Where a bill stands; the schema says what each means. */
public enum BillStatus {
  PROPOSED,
  RECORDED,
  DISCARDED,
  VOIDED
}
