package app.countersign.pricewatch;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tracked products. Every statement is for one owner. */
@Singleton
class TrackedProductRepository {
  private static final KeysetQuery<TrackedProduct> PRODUCTS =
      KeysetQuery.select("t.*", TrackedProductRepository::product).from("tracked_product t");
  private static final Sort NEWEST =
      Sort.by(
          "trackedProducts.NEWEST",
          Key.desc("t.created_at", KeyType.INSTANT),
          Key.desc("t.id", KeyType.UUID));

  private final Sql sql;

  TrackedProductRepository(Sql sql) {
    this.sql = sql;
  }

  Page<TrackedProduct> page(UUID ownerId, PageRequest page) {
    return PRODUCTS.where("t.owner_id = ?", ownerId).fetch(sql.jdbc(), NEWEST, page);
  }

  /** All of a person's, newest first. */
  List<TrackedProduct> all(UUID ownerId) {
    return sql.list(
        "SELECT * FROM tracked_product WHERE owner_id = ? ORDER BY created_at DESC, id DESC",
        TrackedProductRepository::product,
        ownerId);
  }

  Map<UUID, TrackedProduct> byIds(UUID ownerId, Collection<UUID> ids) {
    Map<UUID, TrackedProduct> found = new LinkedHashMap<>();
    sql.list(
            "SELECT * FROM tracked_product WHERE owner_id = ? AND id = ANY(?::uuid[])",
            TrackedProductRepository::product,
            ownerId,
            ids)
        .forEach(product -> found.put(product.id(), product));
    return found;
  }

  @Nullable TrackedProduct find(UUID ownerId, UUID id) {
    return byIds(ownerId, List.of(id)).get(id);
  }

  @Nullable TrackedProduct named(UUID ownerId, String name, String currency) {
    return sql.first(
        "SELECT * FROM tracked_product WHERE owner_id = ? AND name_key = ? AND currency = ?",
        TrackedProductRepository::product,
        ownerId,
        TrackedProduct.key(name),
        currency);
  }

  /** Finds one and makes others who change it wait until the transaction is over. */
  @Nullable TrackedProduct lock(UUID ownerId, UUID id) {
    return sql.first(
        "SELECT * FROM tracked_product WHERE id = ? AND owner_id = ? FOR UPDATE",
        TrackedProductRepository::product,
        id,
        ownerId);
  }

  /**
   * Makes others who add to this person's wait until the transaction is over; how many there are.
   */
  int lockOwner(UUID ownerId) {
    sql.list(
        "SELECT id FROM person WHERE id = ? FOR NO KEY UPDATE",
        row -> Rows.uuid(row, "id"),
        ownerId);
    return Objects.requireNonNullElse(
        sql.first(
            "SELECT count(*) AS products FROM tracked_product WHERE owner_id = ?",
            row -> Rows.integer(row, "products"),
            ownerId),
        0);
  }

  /** Stores a new one; false where the owner tracks the same already. */
  boolean insert(TrackedProduct product) {
    return sql.update(
            """
            INSERT INTO tracked_product (id, owner_id, name, name_key, product_code, merchant,
              currency, url, target, alert_state, alerted_at, version, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (owner_id, name_key, currency) DO NOTHING
            """,
            product.id(),
            product.ownerId(),
            product.name(),
            TrackedProduct.key(product.name()),
            product.productCode(),
            product.merchant(),
            product.currency(),
            product.url(),
            product.targetAmount(),
            product.alertState(),
            product.alertedAt(),
            product.version(),
            product.createdAt())
        == 1;
  }

  /** Writes one that is locked. */
  void update(TrackedProduct product) {
    sql.update(
        """
        UPDATE tracked_product SET name = ?, name_key = ?, product_code = ?, merchant = ?, url = ?,
          target = ?, alert_state = ?, alerted_at = ?, version = ?
        WHERE id = ?
        """,
        product.name(),
        TrackedProduct.key(product.name()),
        product.productCode(),
        product.merchant(),
        product.url(),
        product.targetAmount(),
        product.alertState(),
        product.alertedAt(),
        product.version(),
        product.id());
  }

  /** Deletes one with its recorded prices. */
  void delete(UUID id) {
    sql.update("DELETE FROM tracked_product WHERE id = ?", id);
  }

  void deleteAll(UUID ownerId) {
    sql.update("DELETE FROM tracked_product WHERE owner_id = ?", ownerId);
  }

  /** Gives out the next number of a locked product's recorded prices, from 1. */
  int nextNumber(UUID id) {
    return Objects.requireNonNull(
        sql.first(
            """
            UPDATE tracked_product SET last_number = last_number + 1 WHERE id = ?
            RETURNING last_number
            """,
            row -> Rows.integer(row, "last_number"),
            id));
  }

  void insertPrice(
      UUID id, UUID productId, int number, BigDecimal amount, Instant at, @Nullable String shop) {
    sql.update(
        """
        INSERT INTO price_observation (id, tracked_product_id, number, amount, at, merchant)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        id,
        productId,
        number,
        amount,
        at,
        shop);
  }

  /** The time of the newest recorded price; null without any. */
  @Nullable Instant newestRecordedAt(UUID id) {
    return sql.first(
        "SELECT at FROM price_observation WHERE tracked_product_id = ? ORDER BY at DESC LIMIT 1",
        row -> Rows.instant(row, "at"),
        id);
  }

  /** Where a person's letters go; null where the person is gone. */
  @Nullable String address(UUID ownerId) {
    return sql.first(
        "SELECT email FROM person WHERE id = ? AND email IS NOT NULL",
        row -> Rows.text(row, "email"),
        ownerId);
  }

  private static TrackedProduct product(ResultSet row) throws SQLException {
    return new TrackedProduct(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "owner_id"),
        Rows.text(row, "name"),
        Rows.nullableText(row, "product_code"),
        Rows.nullableText(row, "merchant"),
        Rows.text(row, "currency"),
        Rows.nullableText(row, "url"),
        Rows.nullableDecimal(row, "target"),
        Rows.enumValue(row, "alert_state", AlertState.class),
        Rows.nullableInstant(row, "alerted_at"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"));
  }
}
