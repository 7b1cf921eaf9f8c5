package app.countersign.pricewatch;

/** What a message about a price asks for. */
enum PriceCommand {
  /** Whether a price is good, or what the prices are. */
  JUDGE,
  /** To watch a product, with a target or without. */
  TRACK,
  /** To watch it no longer. */
  STOP,
  /** To take a price down. */
  RECORD,
  /** Which products are watched. */
  LIST
}
