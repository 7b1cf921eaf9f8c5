package app.countersign.pricewatch;

import app.countersign.ledger.MerchantRules;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** Reads the word lists when the server starts: a bad one ends the start. */
@Factory
final class PriceWatchBeans {
  @Context
  ProductReading productReading(MerchantRules rules) {
    return new ProductReading(PriceWords.load(), rules);
  }
}
