package app.countersign.pricewatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product that its owner bought, found by the words of its name.
 *
 * @param productCode null where the merchant gives none
 * @param prices in the currency, at least one
 */
record BoughtProduct(
    String name,
    @Nullable String productCode,
    String merchant,
    String currency,
    List<PriceForecast.Seen> prices) {
  /** Copies the list. */
  BoughtProduct {
    prices = List.copyOf(prices);
  }
}
