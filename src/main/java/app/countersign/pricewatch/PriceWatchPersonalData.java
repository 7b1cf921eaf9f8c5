package app.countersign.pricewatch;

import app.countersign.customer.PersonalData;
import app.countersign.letter.LetterKind;
import app.countersign.letter.Letters;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** What a person tracks, and the prices told, for the export of one's data and its erasure. */
@Singleton
class PriceWatchPersonalData implements PersonalData {
  private final TrackedProductRepository products;
  private final ObservedPrices prices;
  private final Letters letters;

  PriceWatchPersonalData(
      TrackedProductRepository products, ObservedPrices prices, Letters letters) {
    this.products = products;
    this.prices = prices;
    this.letters = letters;
  }

  record Kept(List<TrackedProduct> products, List<PriceObservation> recordedPrices) {}

  @Override
  public String section() {
    return "trackedPrices";
  }

  @Override
  public Object export(UUID personId) {
    return new Kept(products.all(personId), prices.recorded(personId));
  }

  @Override
  public void erase(UUID personId) {
    products.all(personId).forEach(product -> letters.cancel(LetterKind.PRICE_ALERT, product.id()));
    products.deleteAll(personId);
  }
}
