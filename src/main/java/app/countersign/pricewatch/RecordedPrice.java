package app.countersign.pricewatch;

/**
 * A price that was recorded.
 *
 * @param product as it is after it
 * @param isAlerted whether it set the alert off
 */
record RecordedPrice(TrackedProduct product, PriceObservation observation, boolean isAlerted) {}
