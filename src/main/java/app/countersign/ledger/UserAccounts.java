package app.countersign.ledger;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Single accounts of one user and their rows, for what needs no whole ledger. */
@Singleton
public class UserAccounts {
  private final Sql sql;

  UserAccounts(Sql sql) {
    this.sql = sql;
  }

  private record Followed(UUID asked, Account account) {}

  /**
   * The accounts as they stand now, by the ids asked for. One that a later import superseded is
   * followed to the user's only current account of the same type, subtype and mask; where there is
   * none or more than one, and where an id is not the user's, it is left out.
   */
  public Map<UUID, Account> current(String userId, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Account> found = new HashMap<>();
    sql.list(
            """
            SELECT asked.id AS asked_id, a.* FROM account asked
            JOIN account a ON a.user_id = asked.user_id AND a.superseded_at IS NULL
              AND (a.id = asked.id OR (asked.superseded_at IS NOT NULL AND a.type = asked.type
                AND a.subtype = asked.subtype AND a.mask = asked.mask
                AND NOT EXISTS (SELECT 1 FROM account twin WHERE twin.user_id = a.user_id
                  AND twin.superseded_at IS NULL AND twin.id <> a.id AND twin.type = a.type
                  AND twin.subtype = a.subtype AND twin.mask = a.mask)))
            WHERE asked.user_id = ? AND asked.id = ANY(?::uuid[])
            """,
            row ->
                new Followed(
                    Rows.uuid(row, "asked_id"), LedgerRepository.readAccount(row).account()),
            userId,
            ids)
        .forEach(one -> found.put(one.asked(), one.account()));
    return found;
  }

  /** The rows of an account posted from a day on, in the order of their days. */
  public List<LedgerTransaction> rowsSince(UUID accountId, LocalDate from) {
    return sql.list(
        """
        SELECT * FROM ledger_transaction WHERE account_id = ? AND posted_on >= ?
        ORDER BY posted_on, id
        """,
        LedgerRepository::readTransaction,
        accountId,
        from);
  }
}
