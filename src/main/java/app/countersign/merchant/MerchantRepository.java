package app.countersign.merchant;

import app.countersign.knot.KnotMerchant;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Merchants as rows, and when their list was read last. */
@Singleton
class MerchantRepository {
  private static final KeysetQuery<Merchant> MERCHANTS =
      KeysetQuery.select("m.*", MerchantRepository::read).from("merchant m");
  private static final Sort BY_NAME =
      Sort.by(
          "merchants.NAME",
          Key.asc("lower(m.name)", KeyType.TEXT),
          Key.asc("m.id", KeyType.INTEGER));

  private final Sql sql;

  MerchantRepository(Sql sql) {
    this.sql = sql;
  }

  Page<Merchant> page(@Nullable String search, PageRequest request) {
    KeysetQuery<Merchant> query = MERCHANTS;
    if (search != null && !search.isBlank()) {
      String part = search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
      query = query.whereUneven("lower(m.name) LIKE lower(?)", "%" + part + "%");
    }
    return query.fetch(sql.jdbc(), BY_NAME, request);
  }

  Map<Integer, Merchant> byIds(Collection<Integer> ids) {
    Map<Integer, Merchant> found = new HashMap<>();
    sql.list("SELECT * FROM merchant WHERE id = ANY(?)", MerchantRepository::read, ids)
        .forEach(merchant -> found.put(merchant.id(), merchant));
    return found;
  }

  /** Takes over a whole list; who is not on it cannot be linked any more. */
  void putAll(List<KnotMerchant> merchants, Instant now) {
    sql.update("UPDATE merchant SET can_be_linked = false WHERE can_be_linked");
    sql.batch(
        """
        INSERT INTO merchant (id, name, category, logo_url, can_be_linked)
        VALUES (?, ?, ?, ?, true)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name,
          category = coalesce(excluded.category, merchant.category),
          logo_url = coalesce(excluded.logo_url, merchant.logo_url), can_be_linked = true
        """,
        merchants.stream()
            .collect(
                Collectors.toMap(KnotMerchant::id, Function.identity(), (first, again) -> again))
            .values()
            .stream()
            .map(
                merchant ->
                    Arrays.<@Nullable Object>asList(
                        merchant.id(), merchant.name(), merchant.category(), merchant.logoUrl()))
            .toList());
    sql.update(
        """
        INSERT INTO merchant_list (read_at) VALUES (?)
        ON CONFLICT (is_whole) DO UPDATE SET read_at = excluded.read_at
        """,
        now);
  }

  /** When the list was read last; null when it never was. */
  @Nullable Instant listReadAt() {
    return sql.first("SELECT read_at FROM merchant_list", row -> Rows.instant(row, "read_at"));
  }

  /** Makes sure that there is a row for a merchant that something else names. */
  void know(int id, String name) {
    sql.update(
        "INSERT INTO merchant (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, name);
  }

  /** Notes what was reported of it, unless something newer was. */
  void report(int id, boolean isDown, Instant at) {
    sql.update(
        """
        UPDATE merchant SET is_down = ?, reported_at = ?
        WHERE id = ? AND (reported_at IS NULL OR reported_at < ?)
        """,
        isDown,
        at,
        id,
        at);
  }

  private static Merchant read(ResultSet row) throws SQLException {
    return new Merchant(
        Rows.integer(row, "id"),
        Rows.text(row, "name"),
        Rows.nullableText(row, "category"),
        Rows.nullableText(row, "logo_url"),
        Rows.bool(row, "can_be_linked"),
        Rows.bool(row, "is_down"));
  }
}
