package app.countersign.bill;

/** What a bill is made of. */
public enum BillItemKind {
  ITEM,
  TAX,
  TIP,
  FEE,
  SHIPPING,
  DISCOUNT
}
