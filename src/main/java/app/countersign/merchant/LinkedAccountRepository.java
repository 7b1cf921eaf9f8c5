package app.countersign.merchant;

import app.countersign.platform.db.Ids;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Linked accounts as rows. */
@Singleton
class LinkedAccountRepository {
  private static final KeysetQuery<LinkedAccount> ACCOUNTS =
      KeysetQuery.select("l.*", LinkedAccountRepository::read).from("linked_account l");
  private static final Sort NEWEST =
      Sort.by(
          "linkedAccounts.NEWEST",
          Key.desc("l.created_at", KeyType.INSTANT),
          Key.desc("l.id", KeyType.UUID));

  private final Sql sql;

  LinkedAccountRepository(Sql sql) {
    this.sql = sql;
  }

  Page<LinkedAccount> page(UUID personId, PageRequest request) {
    return ACCOUNTS.where("l.person_id = ?", personId).fetch(sql.jdbc(), NEWEST, request);
  }

  Map<UUID, LinkedAccount> byIds(UUID personId, Set<UUID> ids) {
    Map<UUID, LinkedAccount> found = new HashMap<>();
    if (!ids.isEmpty()) {
      sql.list(
              "SELECT * FROM linked_account WHERE id = ANY(?) AND person_id = ?",
              LinkedAccountRepository::read,
              ids,
              personId)
          .forEach(account -> found.put(account.id(), account));
    }
    return found;
  }

  List<LinkedAccount> of(UUID personId) {
    return sql.list(
        "SELECT * FROM linked_account WHERE person_id = ? ORDER BY merchant_id",
        LinkedAccountRepository::read,
        personId);
  }

  @Nullable LinkedAccount find(UUID personId, UUID id) {
    return byIds(personId, Set.of(id)).get(id);
  }

  @Nullable LinkedAccount find(UUID personId, int merchantId) {
    return sql.first(
        "SELECT * FROM linked_account WHERE person_id = ? AND merchant_id = ?",
        LinkedAccountRepository::read,
        personId,
        merchantId);
  }

  /** Locks an account until the transaction ends, so that nobody else stores for it. */
  @Nullable LinkedAccount lock(UUID personId, int merchantId) {
    return sql.first(
        "SELECT * FROM linked_account WHERE person_id = ? AND merchant_id = ? FOR UPDATE",
        LinkedAccountRepository::read,
        personId,
        merchantId);
  }

  /** Makes an account, if there is none yet, and locks it. */
  LinkedAccount make(
      UUID personId, int merchantId, PurchaseOrigin origin, LinkStatus status, Instant now) {
    sql.update(
        """
        INSERT INTO linked_account (id, person_id, merchant_id, origin, status, created_at,
          status_checked_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, merchant_id) DO NOTHING
        """,
        Ids.next(),
        personId,
        merchantId,
        origin,
        status,
        now,
        now);
    LinkedAccount made = lock(personId, merchantId);
    if (made == null) {
      throw new IllegalStateException("a linked account that cannot be made");
    }
    return made;
  }

  /** Notes what was found; the version counts only what changed. */
  void check(UUID id, LinkStatus status, Instant now) {
    sql.update(
        """
        UPDATE linked_account SET origin = 'LINK', status_checked_at = ?,
          version = version + CASE WHEN status = ? THEN 0 ELSE 1 END, status = ?
        WHERE id = ?
        """,
        now,
        status,
        status,
        id);
  }

  /** Ends the link; a sync that is running finds that it no longer holds the account. */
  void disconnect(UUID id, boolean forgetsCursor, Instant now) {
    sql.update(
        """
        UPDATE linked_account SET status = 'DISCONNECTED', status_checked_at = ?,
          version = version + 1, sync_holder = NULL, sync_held_until = NULL,
          syncs_done = syncs_wanted, last_failed_at = NULL, last_failure = NULL,
          sync_cursor = CASE WHEN ? THEN NULL ELSE sync_cursor END,
          last_synced_at = CASE WHEN ? THEN NULL ELSE last_synced_at END
        WHERE id = ?
        """,
        now,
        forgetsCursor,
        forgetsCursor,
        id);
  }

  /** A file is as good as a sync to those who ask how old the data is. */
  void noteFile(UUID id, Instant now) {
    sql.update(
        """
        UPDATE linked_account SET last_synced_at = greatest(last_synced_at, ?)
        WHERE id = ? AND origin = 'FILE'
        """,
        now,
        id);
  }

  /** Asks for a sync; the number of the request. */
  long wantSync(UUID id) {
    Long number =
        sql.first(
            """
            UPDATE linked_account SET syncs_wanted = syncs_wanted + 1 WHERE id = ?
            RETURNING syncs_wanted
            """,
            row -> Rows.longInteger(row, "syncs_wanted"),
            id);
    return number == null ? 0 : number;
  }

  Map<UUID, Integer> purchaseCounts(Collection<UUID> ids) {
    Map<UUID, Integer> counts = new HashMap<>();
    ids.forEach(id -> counts.put(id, 0));
    sql.list(
            """
            SELECT l.id, count(*) AS purchases FROM linked_account l
            JOIN purchase p ON p.person_id = l.person_id AND p.merchant_id = l.merchant_id
            WHERE l.id = ANY(?) GROUP BY l.id
            """,
            row -> Map.entry(Rows.uuid(row, "id"), Rows.integer(row, "purchases")),
            ids)
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  static LinkedAccount read(ResultSet row) throws SQLException {
    return new LinkedAccount(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "person_id"),
        Rows.integer(row, "merchant_id"),
        Rows.enumValue(row, "origin", PurchaseOrigin.class),
        Rows.enumValue(row, "status", LinkStatus.class),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "status_checked_at"),
        Rows.nullableInstant(row, "last_synced_at"),
        Rows.nullableInstant(row, "last_failed_at"),
        Rows.nullableText(row, "last_failure"),
        Rows.longInteger(row, "syncs_wanted") > Rows.longInteger(row, "syncs_done"),
        Rows.integer(row, "version"));
  }
}
