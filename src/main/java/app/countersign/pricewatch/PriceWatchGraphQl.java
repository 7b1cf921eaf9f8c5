package app.countersign.pricewatch;

import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tracked prices in the schema. */
@Singleton
class PriceWatchGraphQl implements GraphQlModule {
  private final PriceTracking tracking;
  private final TrackedProductRepository products;
  private final ObservedPrices prices;
  private final PriceCheck check;
  private final Clock clock;

  PriceWatchGraphQl(
      PriceTracking tracking,
      TrackedProductRepository products,
      ObservedPrices prices,
      PriceCheck check,
      Clock clock) {
    this.tracking = tracking;
    this.products = products;
    this.prices = prices;
    this.check = check;
    this.clock = clock;
  }

  record StopTrackingInput(
      UUID trackedProductId, @Nullable Integer expectedVersion, @Nullable String idempotencyKey) {}

  record TrackedProductPayload(
      @Nullable TrackedProduct trackedProduct, List<UserError> userErrors) {
    static TrackedProductPayload done(TrackedProduct product) {
      return new TrackedProductPayload(product, List.of());
    }

    static TrackedProductPayload refused(List<UserError> errors) {
      return new TrackedProductPayload(null, errors);
    }
  }

  record StopTrackingPayload(@Nullable UUID trackedProductId, List<UserError> userErrors) {}

  record RecordPricePayload(
      @Nullable TrackedProduct trackedProduct,
      @Nullable PriceObservation observation,
      boolean isAlerted,
      List<UserError> userErrors) {
    static RecordPricePayload done(RecordedPrice recorded) {
      return new RecordPricePayload(
          recorded.product(), recorded.observation(), recorded.isAlerted(), List.of());
    }
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("TrackedProduct", TrackedProduct.class)
        .batchedConnection("observations", TrackedProduct::id, this::observations)
        .batched("history", TrackedProduct::id, this::history)
        .batchedNullable(
            "statistics", TrackedProduct::id, (Set<UUID> ids) -> prices.statistics(ids, true))
        .batchedNullable("prediction", product -> product, this::predictions)
        .batchedNullable(
            "predictionUnavailableBecause", product -> product, this::whyNoPredictions);
    wiring.type("PricePoint", PricePoint.class);
    wiring
        .type("PriceStatistics", PriceStatistics.class)
        .field("asOfAt", (statistics, call) -> statistics.asOf());
    wiring
        .type("PriceWatch", PriceWatch.class)
        .batchedNullable(
            "tracked",
            PriceWatch::trackedProductId,
            (Set<UUID> ids, Call call) -> products.byIds(call.actor().id(), ids));
    wiring
        .nullableQuery("trackedProduct", this::one)
        .query(
            "trackedProducts", call -> Connection.of(products.page(call.actor().id(), call.page())))
        .nullableQuery("priceCheck", this::checked)
        .nodes(
            "TrackedProduct",
            TrackedProduct.class,
            Role.CUSTOMER,
            (actor, ids) -> products.byIds(actor.id(), ids));
    wireMutations(wiring);
  }

  private void wireMutations(Wiring wiring) {
    wiring
        .mutation(
            "trackProduct",
            TrackProductInput.class,
            TrackedProductPayload.class,
            (actor, input) -> TrackedProductPayload.done(tracking.track(actor, input)),
            TrackedProductPayload::refused)
        .mutation(
            "updateTrackedProduct",
            UpdateTrackedProductInput.class,
            TrackedProductPayload.class,
            (actor, input) -> TrackedProductPayload.done(tracking.update(actor, input)),
            TrackedProductPayload::refused)
        .mutation(
            "stopTracking",
            StopTrackingInput.class,
            StopTrackingPayload.class,
            (actor, input) ->
                new StopTrackingPayload(
                    tracking.stop(actor, input.trackedProductId(), input.expectedVersion()).id(),
                    List.of()),
            errors -> new StopTrackingPayload(null, errors))
        .mutation(
            "recordPrice",
            RecordPriceInput.class,
            RecordPricePayload.class,
            (actor, input) -> RecordPricePayload.done(tracking.record(actor, input)),
            errors -> new RecordPricePayload(null, null, false, errors));
  }

  private @Nullable TrackedProduct one(Call call) {
    UUID id = call.id("id");
    return id == null ? null : products.find(call.actor().id(), id);
  }

  private @Nullable PriceWatch checked(Call call) {
    UUID id = call.id("trackedProductId");
    TrackedProduct product = id == null ? null : products.find(call.actor().id(), id);
    if (product == null) {
      return null;
    }
    Money price = price(call.argument("price", MoneyInput.class), product.currency());
    return check.of(product, price, true, clock.instant(), TimeZones.of(call));
  }

  private static @Nullable Money price(@Nullable MoneyInput price, String currency) {
    if (price == null) {
      return null;
    }
    MoneyInput.Fault fault = price.fault();
    if (fault != null || price.amount().signum() == 0) {
      throw RequestError.badRequest(
          "Argument 'price': %s".formatted(fault == null ? "It is above 0." : fault.message()));
    }
    if (!price.money().currency().equals(currency)) {
      throw RequestError.badRequest(
          "Argument 'price': the product's prices are in %s.".formatted(currency));
    }
    return price.money();
  }

  private Map<UUID, Connection<PriceObservation>> observations(
      Set<UUID> ids, PageRequest page, Call call) {
    Map<UUID, Page<PriceObservation>> pages = prices.pages(ids, page);
    return Connection.ofAll(pages);
  }

  private Map<UUID, List<PricePoint>> history(Set<UUID> ids, Call call) {
    Map<UUID, List<PricePoint>> points = new HashMap<>();
    ids.forEach(id -> points.put(id, List.of()));
    points.putAll(
        prices.history(
            ids,
            call.require("bucket", HistoryBucket.class),
            call.argument("range", DateTimeRange.class),
            TimeZones.of(call)));
    return points;
  }

  private Map<TrackedProduct, PricePrediction> predictions(Set<TrackedProduct> asked) {
    Map<TrackedProduct, PricePrediction> known = new LinkedHashMap<>();
    predicted(asked)
        .forEach(
            (product, prediction) -> {
              if (prediction.prediction() != null) {
                known.put(product, prediction.prediction());
              }
            });
    return known;
  }

  private Map<TrackedProduct, String> whyNoPredictions(Set<TrackedProduct> asked) {
    Map<TrackedProduct, String> reasons = new LinkedHashMap<>();
    predicted(asked)
        .forEach(
            (product, prediction) -> {
              if (prediction.unavailableBecause() != null) {
                reasons.put(product, prediction.unavailableBecause());
              }
            });
    return reasons;
  }

  private Map<TrackedProduct, Prediction> predicted(Set<TrackedProduct> asked) {
    Map<UUID, List<PriceForecast.Seen>> series =
        prices.series(asked.stream().map(TrackedProduct::id).toList(), true);
    Map<TrackedProduct, Prediction> predictions = new LinkedHashMap<>();
    for (TrackedProduct product : asked) {
      predictions.put(
          product,
          PriceForecast.predict(
              series.getOrDefault(product.id(), List.of()), product.currency(), clock.instant()));
    }
    return predictions;
  }
}
