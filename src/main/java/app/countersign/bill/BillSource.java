package app.countersign.bill;

/** Where a bill's amount comes from. */
public enum BillSource {
  TYPED,
  ITEMS,
  PURCHASE,
  BANK_TRANSACTION
}
