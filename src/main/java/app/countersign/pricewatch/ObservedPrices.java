package app.countersign.pricewatch;

import app.countersign.money.Money;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.DateTimeRange;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the prices of tracked products: those recorded, and those of their owners' orders. */
@Singleton
class ObservedPrices {
  static final int MOST_POINTS = 1_000;

  private static final int MOST_FOR_PREDICTION = 500;
  private static final String FROM =
      "observed_price o JOIN tracked_product t ON t.id = o.tracked_product_id";
  private static final KeysetQuery<PriceObservation> PRICES =
      KeysetQuery.select("o.*, t.currency", ObservedPrices::observation).from(FROM);
  private static final Sort NEWEST =
      Sort.by(
          "observations.NEWEST", Key.desc("o.at", KeyType.INSTANT), Key.desc("o.id", KeyType.UUID));

  private final Sql sql;

  ObservedPrices(Sql sql) {
    this.sql = sql;
  }

  private record Keyed<T>(UUID productId, T value) {}

  Map<UUID, Page<PriceObservation>> pages(Set<UUID> productIds, PageRequest page) {
    return PRICES.fetchPerParent(
        sql.jdbc(), NEWEST, page, "o.tracked_product_id", KeyType.UUID, productIds);
  }

  /** All recorded prices of a person, for the person's export. */
  List<PriceObservation> recorded(UUID ownerId) {
    return sql.list(
        "SELECT o.*, t.currency FROM %s WHERE t.owner_id = ? AND o.source = 'RECORDED' ORDER BY o.at"
            .formatted(FROM),
        ObservedPrices::observation,
        ownerId);
  }

  /**
   * The figures of each product that has a price.
   *
   * @param withOrders whether what the owner paid counts
   */
  Map<UUID, PriceStatistics> statistics(Collection<UUID> productIds, boolean withOrders) {
    return byProduct(
        sql.list(
            """
            SELECT o.tracked_product_id, min(t.currency) AS currency, count(*) AS prices,
              min(o.amount) AS lowest, max(o.amount) AS highest,
              percentile_disc(0.5) WITHIN GROUP (ORDER BY o.amount) AS median_low,
              percentile_disc(0.5) WITHIN GROUP (ORDER BY o.amount DESC) AS median_high,
              percentile_disc(0.25) WITHIN GROUP (ORDER BY o.amount) AS lower_quartile,
              percentile_disc(0.25) WITHIN GROUP (ORDER BY o.amount DESC) AS upper_quartile,
              (array_agg(o.amount ORDER BY o.at DESC, o.id DESC))[1] AS current,
              min(o.at) AS first_at, max(o.at) AS last_at
            FROM %s
            WHERE o.tracked_product_id = ANY(?::uuid[]) AND (? OR o.source = 'RECORDED')
            GROUP BY o.tracked_product_id
            """
                .formatted(FROM),
            row -> new Keyed<>(Rows.uuid(row, "tracked_product_id"), statistics(row)),
            productIds,
            withOrders));
  }

  /** The newest 500 prices of each product, oldest first, for predictions. */
  Map<UUID, List<PriceForecast.Seen>> series(Collection<UUID> productIds, boolean withOrders) {
    return lists(
        sql.list(
            """
            SELECT tracked_product_id, amount, at FROM (
              SELECT o.*, row_number() OVER (
                PARTITION BY o.tracked_product_id ORDER BY o.at DESC, o.id DESC) AS place
              FROM observed_price o
              WHERE o.tracked_product_id = ANY(?::uuid[]) AND (? OR o.source = 'RECORDED')) newest
            WHERE place <= ? ORDER BY tracked_product_id, place DESC
            """,
            row ->
                new Keyed<>(
                    Rows.uuid(row, "tracked_product_id"),
                    new PriceForecast.Seen(Rows.instant(row, "at"), Rows.decimal(row, "amount"))),
            productIds,
            withOrders,
            MOST_FOR_PREDICTION));
  }

  /** The prices by day, week or month, oldest first; the newest thousand that have any. */
  Map<UUID, List<PricePoint>> history(
      Collection<UUID> productIds,
      HistoryBucket bucket,
      @Nullable DateTimeRange range,
      ZoneId zone) {
    Instant from = range == null ? null : range.start();
    Instant to = range == null ? null : range.end();
    return lists(
        sql.list(
            """
            SELECT * FROM (
              SELECT o.tracked_product_id, min(t.currency) AS currency,
                date_trunc(?, o.at AT TIME ZONE ?)::date AS first_day,
                min(o.amount) AS lowest, max(o.amount) AS highest, count(*) AS prices,
                (array_agg(o.amount ORDER BY o.at DESC, o.id DESC))[1] AS last,
                row_number() OVER (PARTITION BY o.tracked_product_id ORDER BY
                  date_trunc(?, o.at AT TIME ZONE ?)::date DESC) AS place
              FROM %s
              WHERE o.tracked_product_id = ANY(?::uuid[])
                AND o.at >= coalesce(?, '-infinity'::timestamptz)
                AND o.at < coalesce(?, 'infinity'::timestamptz)
              GROUP BY 1, 3) points
            WHERE place <= ? ORDER BY tracked_product_id, first_day
            """
                .formatted(FROM)
                .replace("date_trunc(?", "date_trunc('%s'".formatted(word(bucket)))
                .replace("AT TIME ZONE ?", "AT TIME ZONE '%s'".formatted(zone.getId())),
            ObservedPrices::point,
            productIds,
            from,
            to,
            MOST_POINTS));
  }

  /** As SQL has it; a grouping must be the same text twice, so it is no bound value. */
  private static String word(HistoryBucket bucket) {
    return bucket.name().toLowerCase(Locale.ROOT);
  }

  private static Keyed<PricePoint> point(ResultSet row) throws SQLException {
    String currency = Rows.text(row, "currency");
    return new Keyed<>(
        Rows.uuid(row, "tracked_product_id"),
        new PricePoint(
            Rows.date(row, "first_day"),
            Money.of(Rows.decimal(row, "lowest"), currency),
            Money.of(Rows.decimal(row, "highest"), currency),
            Money.of(Rows.decimal(row, "last"), currency),
            Rows.integer(row, "prices")));
  }

  private static PriceStatistics statistics(ResultSet row) throws SQLException {
    String currency = Rows.text(row, "currency");
    BigDecimal middle =
        Rows.decimal(row, "median_low")
            .add(Rows.decimal(row, "median_high"))
            .multiply(new BigDecimal("0.5"));
    return new PriceStatistics(
        Money.of(Rows.decimal(row, "lowest"), currency),
        Money.of(Rows.decimal(row, "highest"), currency),
        Money.of(middle, currency),
        Money.of(Rows.decimal(row, "lower_quartile"), currency),
        Money.of(Rows.decimal(row, "upper_quartile"), currency),
        Money.of(Rows.decimal(row, "current"), currency),
        Rows.integer(row, "prices"),
        Rows.instant(row, "first_at"),
        Rows.instant(row, "last_at"));
  }

  private static PriceObservation observation(ResultSet row) throws SQLException {
    return new PriceObservation(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "tracked_product_id"),
        Money.of(Rows.decimal(row, "amount"), Rows.text(row, "currency")),
        Rows.instant(row, "at"),
        Rows.enumValue(row, "source", PriceSource.class),
        Rows.nullableText(row, "merchant"));
  }

  private static <T> Map<UUID, T> byProduct(List<Keyed<T>> found) {
    Map<UUID, T> byProduct = new HashMap<>();
    found.forEach(one -> byProduct.put(one.productId(), one.value()));
    return byProduct;
  }

  private static <T> Map<UUID, List<T>> lists(List<Keyed<T>> found) {
    Map<UUID, List<T>> lists = new HashMap<>();
    for (Keyed<T> one : found) {
      lists.computeIfAbsent(one.productId(), id -> new ArrayList<>()).add(one.value());
    }
    return lists;
  }
}
