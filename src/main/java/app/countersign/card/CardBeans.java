package app.countersign.card;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

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
}
