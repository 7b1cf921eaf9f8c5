package app.countersign.bill;

/** By what a bill is shared. */
public enum BillRule {
  EQUAL,
  BY_WEIGHT,
  BY_ITEM
}
