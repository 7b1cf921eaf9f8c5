package app.countersign.merchant;

/** Where a purchase is known from. */
public enum PurchaseOrigin {
  /** A linked account. */
  LINK,
  /** A file of orders that the person gave. */
  FILE
}
