package app.countersign.merchant;

/** What was added to the goods, or taken off. */
public enum AdjustmentKind {
  TAX,
  DISCOUNT,
  FEE,
  TIP,
  SHIPPING,
  OTHER
}
