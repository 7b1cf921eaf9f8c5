package app.countersign.card;

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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cards. Every statement is for one owner. */
@Singleton
class CardRepository {
  private static final KeysetQuery<Card> CARDS =
      KeysetQuery.select("c.*", CardRepository::card).from("card c");
  private static final Sort OLDEST =
      Sort.by(
          "cards.OLDEST", Key.asc("c.created_at", KeyType.INSTANT), Key.asc("c.id", KeyType.UUID));

  private final Sql sql;

  CardRepository(Sql sql) {
    this.sql = sql;
  }

  Page<Card> page(UUID ownerId, PageRequest page) {
    return CARDS.where("c.owner_id = ?", ownerId).fetch(sql.jdbc(), OLDEST, page);
  }

  /** All of a person's, in the order they were added. */
  List<Card> all(UUID ownerId) {
    return sql.list(
        "SELECT * FROM card WHERE owner_id = ? ORDER BY created_at, id",
        CardRepository::card,
        ownerId);
  }

  Map<UUID, Card> byIds(UUID ownerId, Collection<UUID> ids) {
    Map<UUID, Card> found = new LinkedHashMap<>();
    sql.list(
            "SELECT * FROM card WHERE owner_id = ? AND id = ANY(?::uuid[])",
            CardRepository::card,
            ownerId,
            ids)
        .forEach(card -> found.put(card.id(), card));
    return found;
  }

  /** Makes others who change this person's cards wait until the transaction is over. */
  void lockOwner(UUID ownerId) {
    sql.list(
        "SELECT id FROM person WHERE id = ? FOR NO KEY UPDATE",
        row -> Rows.uuid(row, "id"),
        ownerId);
  }

  void insert(Card card) {
    sql.update(
        """
        INSERT INTO card (id, owner_id, product_id, nickname, last_four, currency, credit_limit,
          opened_on, account_id, version, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        card.id(),
        card.ownerId(),
        card.productId(),
        card.nickname(),
        card.lastFour(),
        card.currency(),
        card.statedLimit(),
        card.openedOn(),
        card.accountId(),
        card.version(),
        card.createdAt());
  }

  /** Writes a card over the version before its own; false when there is another by now. */
  boolean update(Card card) {
    return sql.update(
            """
            UPDATE card SET nickname = ?, last_four = ?, credit_limit = ?, opened_on = ?,
              account_id = ?, version = ?
            WHERE id = ? AND owner_id = ? AND version = ?
            """,
            card.nickname(),
            card.lastFour(),
            card.statedLimit(),
            card.openedOn(),
            card.accountId(),
            card.version(),
            card.id(),
            card.ownerId(),
            card.version() - 1)
        == 1;
  }

  boolean delete(UUID ownerId, UUID id) {
    return sql.update("DELETE FROM card WHERE id = ? AND owner_id = ?", id, ownerId) == 1;
  }

  void deleteAll(UUID ownerId) {
    sql.update("DELETE FROM card WHERE owner_id = ?", ownerId);
  }

  @Nullable Card find(UUID ownerId, UUID id) {
    return byIds(ownerId, List.of(id)).get(id);
  }

  private static Card card(ResultSet row) throws SQLException {
    return new Card(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "owner_id"),
        Rows.text(row, "product_id"),
        Rows.nullableText(row, "nickname"),
        Rows.nullableText(row, "last_four"),
        Rows.text(row, "currency"),
        Rows.nullableDecimal(row, "credit_limit"),
        Rows.nullableDate(row, "opened_on"),
        Rows.nullableUuid(row, "account_id"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"));
  }
}
