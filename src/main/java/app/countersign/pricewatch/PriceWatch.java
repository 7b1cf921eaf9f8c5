package app.countersign.pricewatch;

import app.countersign.assistant.Drawer;
import app.countersign.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a product's price.
 *
 * @param product its name
 * @param price the one that was asked about; null where none was
 * @param statistics null without any price on record
 * @param prediction null where there is not enough to tell
 * @param predictionUnavailableBecause why; null where there is a prediction
 * @param verdict about the price asked about, else about the newest
 * @param trackedProductId null where the product is not tracked
 */
public record PriceWatch(
    String product,
    @Nullable Money price,
    @Nullable PriceStatistics statistics,
    @Nullable PricePrediction prediction,
    @Nullable String predictionUnavailableBecause,
    PriceVerdict verdict,
    List<String> reasons,
    @Nullable UUID trackedProductId)
    implements Drawer {
  /** Copies the list. */
  public PriceWatch {
    reasons = List.copyOf(reasons);
  }

  @Override
  public boolean allowsOtherWords() {
    return verdict != PriceVerdict.UNKNOWN;
  }
}
