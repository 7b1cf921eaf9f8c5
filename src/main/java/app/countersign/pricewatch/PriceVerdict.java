package app.countersign.pricewatch;

/** How a price is, measured by the product's own prices. */
public enum PriceVerdict {
  /** Below the median, and no more than a quarter of the prices are below it. */
  GOOD,
  /** Neither. */
  USUAL,
  /** Above the median, and no more than a quarter of the prices are above it. */
  HIGH,
  /** There are too few prices to say. */
  UNKNOWN
}
