package app.countersign.pricewatch;

import app.countersign.money.Money;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a tracked product's price. */
@Singleton
class PriceCheck {
  private final ObservedPrices prices;

  PriceCheck(ObservedPrices prices) {
    this.prices = prices;
  }

  /**
   * Checks a price.
   *
   * @param price in the product's currency; null for the newest on record
   * @param withOrders whether what the owner paid may be looked at
   */
  PriceWatch of(
      TrackedProduct product,
      @Nullable Money price,
      boolean withOrders,
      Instant asOf,
      ZoneId zone) {
    List<UUID> id = List.of(product.id());
    PriceStatistics statistics = prices.statistics(id, withOrders).get(product.id());
    List<PriceForecast.Seen> series =
        prices.series(id, withOrders).getOrDefault(product.id(), List.of());
    return of(
        new Subject(product.name(), product.currency(), product.id()),
        price,
        statistics,
        series,
        withOrders,
        asOf,
        zone);
  }

  /** As {@link #of}, of a product that was bought but is not tracked. */
  PriceWatch of(BoughtProduct product, @Nullable Money price, Instant asOf, ZoneId zone) {
    return of(
        new Subject(product.name(), product.currency(), null),
        price,
        PriceStatistics.of(product.prices(), product.currency()),
        product.prices(),
        true,
        asOf,
        zone);
  }

  private record Subject(String name, String currency, @Nullable UUID trackedId) {}

  private static PriceWatch of(
      Subject product,
      @Nullable Money price,
      @Nullable PriceStatistics statistics,
      List<PriceForecast.Seen> series,
      boolean withOrders,
      Instant asOf,
      ZoneId zone) {
    Prediction prediction = PriceForecast.predict(series, product.currency(), asOf);
    Money judged = price == null && statistics != null ? statistics.current() : price;
    List<String> reasons = new ArrayList<>();
    PriceVerdict verdict = PriceVerdict.UNKNOWN;
    if (judged == null) {
      reasons.add("No price of it is on record yet.");
    } else {
      PriceJudgement judgement = PriceJudgement.of(judged.amount(), statistics, zone);
      verdict = judgement.verdict();
      reasons.addAll(judgement.reasons());
    }
    if (!withOrders) {
      reasons.add("Purchases are not shared in this chat: prices of orders are left out.");
    }
    return new PriceWatch(
        product.name(),
        price,
        statistics,
        prediction.prediction(),
        prediction.unavailableBecause(),
        verdict,
        reasons,
        product.trackedId());
  }
}
