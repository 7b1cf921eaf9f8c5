package app.countersign.merchant;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads purchases, for every feature that needs them. A purchase is its buyer's alone: whoever asks
 * for somebody else's must have asked that person for consent before.
 */
@Singleton
public class Purchases {
  private static final KeysetQuery<PurchaseRows.Head> PURCHASES =
      KeysetQuery.select(PurchaseRows.HEAD, PurchaseRows::readHead).from(PurchaseRows.FROM);
  private static final String SELECT =
      "SELECT %s FROM %s ".formatted(PurchaseRows.HEAD, PurchaseRows.FROM);

  private final Sql sql;
  private final PurchaseRows rows;

  Purchases(Sql sql, PurchaseRows rows) {
    this.sql = sql;
    this.rows = rows;
  }

  /** In which order. */
  public enum Order {
    NEWEST(
        Sort.by(
            "purchases.NEWEST",
            Key.desc("p.ordered_at", KeyType.INSTANT),
            Key.desc("p.id", KeyType.UUID))),
    OLDEST(
        Sort.by(
            "purchases.OLDEST",
            Key.asc("p.ordered_at", KeyType.INSTANT),
            Key.asc("p.id", KeyType.UUID))),
    LARGEST(
        Sort.by(
            "purchases.LARGEST",
            Key.desc("p.total", KeyType.DECIMAL),
            Key.desc("p.id", KeyType.UUID)));

    private final Sort sort;

    Order(Sort sort) {
      this.sort = sort;
    }
  }

  /** One page of a person's purchases. */
  public Page<Purchase> page(
      UUID personId, PurchaseFilter filter, Order order, PageRequest request) {
    Page<PurchaseRows.Head> heads =
        filter
            .narrowed(PURCHASES.where("p.person_id = ?", personId))
            .fetch(sql.jdbc(), order.sort, request);
    return new Page<>(
        rows.whole(heads.items()),
        heads.cursors(),
        heads.hasNext(),
        heads.hasPrevious(),
        heads.total());
  }

  /**
   * Everything a person bought in a time, oldest first, cancelled and refunded included.
   *
   * @param from the first instant; null from the beginning
   * @param to the instant after the last; null to the end
   */
  public List<Purchase> between(UUID personId, @Nullable Instant from, @Nullable Instant to) {
    return rows.whole(
        sql.list(
            SELECT
                + """
                WHERE p.person_id = ? AND p.ordered_at >= coalesce(?, '-infinity'::timestamptz)
                  AND p.ordered_at < coalesce(?, 'infinity'::timestamptz)
                ORDER BY p.ordered_at, p.id
                """,
            PurchaseRows::readHead,
            personId,
            from,
            to));
  }

  /** A person's latest purchases, newest first. */
  public List<Purchase> latest(UUID personId, int most) {
    return rows.whole(
        sql.list(
            SELECT + "WHERE p.person_id = ? ORDER BY p.ordered_at DESC, p.id DESC LIMIT ?",
            PurchaseRows::readHead,
            personId,
            most));
  }

  /** Those of a person that there are, by their ids; a stranger's are absent. */
  public Map<UUID, Purchase> byIds(UUID personId, Collection<UUID> ids) {
    return byIds(List.of(personId), ids);
  }

  /** One of a person's; null for a stranger's. */
  public @Nullable Purchase find(UUID personId, UUID id) {
    return byIds(List.of(personId), List.of(id)).get(id);
  }

  /** Those of several people that there are, such as the members of a group who share theirs. */
  public Map<UUID, Purchase> byIds(Collection<UUID> personIds, Collection<UUID> ids) {
    Map<UUID, Purchase> found = new LinkedHashMap<>();
    rows.whole(
            sql.list(
                SELECT
                    + """
                    WHERE p.id = ANY(?) AND p.person_id = ANY(?)
                    ORDER BY p.ordered_at DESC, p.id DESC
                    """,
                PurchaseRows::readHead,
                uuids(ids),
                uuids(personIds)))
        .forEach(purchase -> found.put(purchase.id(), purchase));
    return found;
  }

  /** An empty list would be bound as one of texts. */
  private static Collection<UUID> uuids(Collection<UUID> ids) {
    return ids.isEmpty() ? List.of(new UUID(0, 0)) : ids;
  }
}
