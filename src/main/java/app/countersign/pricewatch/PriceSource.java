package app.countersign.pricewatch;

/** Where a price comes from. */
public enum PriceSource {
  /** An order of a linked account. */
  ORDER,
  /** The person told it. */
  RECORDED,
  /** An order of a file that the person imported. */
  IMPORT
}
