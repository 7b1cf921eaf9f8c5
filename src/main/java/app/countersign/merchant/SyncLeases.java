package app.countersign.merchant;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who reads an account's purchases at this moment. One holder for each account, on however many
 * servers; what a server that died left behind runs out.
 */
@Singleton
class SyncLeases {
  /** Longer than a page can take, with all the attempts it is given. */
  static final Duration LIFE = Duration.ofMinutes(2);

  private final Sql sql;
  private final Clock clock;

  SyncLeases(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * An account that is held.
   *
   * @param wanted the last request for a sync when it began: what comes later wants another one
   * @param cursor the last one given; null before the first page
   */
  record Lease(
      UUID accountId,
      UUID personId,
      int merchantId,
      UUID holder,
      long wanted,
      @Nullable String cursor) {}

  /** Takes a connected account that somebody wants synced; null while somebody else has it. */
  @Nullable Lease take(UUID accountId) {
    Instant now = clock.instant();
    UUID holder = Ids.next();
    return sql.first(
        """
        UPDATE linked_account SET sync_holder = ?, sync_held_until = ?
        WHERE id = ? AND status = 'CONNECTED' AND syncs_wanted > syncs_done
          AND (sync_held_until IS NULL OR sync_held_until <= ?)
        RETURNING id, person_id, merchant_id, sync_holder, syncs_wanted, sync_cursor
        """,
        row ->
            new Lease(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "person_id"),
                Rows.integer(row, "merchant_id"),
                Rows.uuid(row, "sync_holder"),
                Rows.longInteger(row, "syncs_wanted"),
                Rows.nullableText(row, "sync_cursor")),
        holder,
        now.plus(LIFE),
        accountId,
        now);
  }

  /** Whether there is still something to be done for an account. */
  boolean isWanted(UUID accountId) {
    return sql.first(
            """
            SELECT id FROM linked_account
            WHERE id = ? AND status = 'CONNECTED' AND syncs_wanted > syncs_done
            """,
            row -> Rows.uuid(row, "id"),
            accountId)
        != null;
  }

  /**
   * Keeps the cursor of a page that is being stored, and the account for the next one; false where
   * it is no longer held. Locks the account until the transaction ends.
   */
  boolean advance(Lease lease, @Nullable String nextCursor) {
    return sql.update(
            """
            UPDATE linked_account
            SET sync_cursor = coalesce(CAST(? AS text), sync_cursor), sync_held_until = ?
            WHERE id = ? AND sync_holder = ?
            """,
            nextCursor,
            clock.instant().plus(LIFE),
            lease.accountId(),
            lease.holder())
        == 1;
  }

  /** All there was has been read. Gives the account back. */
  void finish(Lease lease) {
    sql.update(
        """
        UPDATE linked_account SET last_synced_at = ?, last_failed_at = NULL, last_failure = NULL,
          syncs_done = ?, sync_holder = NULL, sync_held_until = NULL
        WHERE id = ? AND sync_holder = ?
        """,
        clock.instant(),
        lease.wanted(),
        lease.accountId(),
        lease.holder());
  }

  /** What was wanted is not any more; harmless while somebody is at it. */
  void giveUp(UUID accountId) {
    sql.update(
        "UPDATE linked_account SET syncs_done = syncs_wanted WHERE id = ? AND sync_holder IS NULL",
        accountId);
  }

  /**
   * It could not be read to its end. Gives the account back.
   *
   * @param isGivenUp nothing will try again by itself
   */
  void fail(Lease lease, String reason, boolean isGivenUp) {
    sql.update(
        """
        UPDATE linked_account SET last_failed_at = ?, last_failure = ?, sync_holder = NULL,
          sync_held_until = NULL, syncs_done = CASE WHEN ? THEN ? ELSE syncs_done END
        WHERE id = ? AND sync_holder = ?
        """,
        clock.instant(),
        reason,
        isGivenUp,
        lease.wanted(),
        lease.accountId(),
        lease.holder());
  }
}
