package app.countersign.card;

import app.countersign.ledger.MerchantRules;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Reads the data files when the server starts: a bad one ends the start. */
@Factory
final class CardBeans {
  @Context
  CardCatalogue cardCatalogue(CardConfiguration settings) {
    return CardCatalogueFile.load(settings.catalogue());
  }

  @Context
  CategoryWords categoryWords() {
    return CategoryWords.load();
  }

  @Singleton
  PurchaseReading purchaseReading(MerchantRules rules, CategoryWords words) {
    return new PurchaseReading(rules, words);
  }
}
