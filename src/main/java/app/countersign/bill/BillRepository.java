package app.countersign.bill;

import app.countersign.money.Money;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads bills: those of the chats somebody is in, and those the person has a part in. */
@Singleton
class BillRepository {
  private static final String COLUMNS =
      """
      b.id, b.chat_id, b.payer_id, b.title, b.total, b.currency, b.rule, b.source, b.purchase_id,
      b.bank_transaction_id, b.status, b.proposed_by, b.answer_id, b.proposed_at, b.recorded_by,
      b.recorded_at, b.version\
      """;
  private static final KeysetQuery<Bill> BILLS =
      KeysetQuery.select(COLUMNS, BillRepository::bill).from("bill b");
  private static final Sort NEWEST =
      Sort.by(
          "bills.NEWEST",
          Key.desc("b.proposed_at", KeyType.INSTANT),
          Key.desc("b.id", KeyType.UUID));
  private static final String SEEN =
      """
      (EXISTS (SELECT FROM chat_member v
         WHERE v.chat_id = b.chat_id AND v.person_id = ? AND v.left_at IS NULL)
       OR b.payer_id = ?
       OR EXISTS (SELECT FROM bill_share v WHERE v.bill_id = b.id AND v.member_id = ?))\
      """;
  // The same, from the person on: one's own bills are few among all.
  private static final String ONES_OWN =
      """
      b.id IN (
        SELECT o.id FROM bill o JOIN chat_member v ON v.chat_id = o.chat_id
        WHERE v.person_id = ? AND v.left_at IS NULL
        UNION ALL SELECT o.id FROM bill o WHERE o.payer_id = ?
        UNION ALL SELECT v.bill_id FROM bill_share v WHERE v.member_id = ?)\
      """;

  private final Sql sql;

  BillRepository(Sql sql) {
    this.sql = sql;
  }

  /** Those that the person may see, by their ids. */
  Map<UUID, Bill> byIds(UUID personId, Collection<UUID> ids) {
    Map<UUID, Bill> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM bill b WHERE b.id = any(?::uuid[]) AND %s".formatted(COLUMNS, SEEN),
            BillRepository::bill,
            ids,
            personId,
            personId,
            personId)
        .forEach(bill -> found.put(bill.id(), bill));
    return found;
  }

  /** One that the person may see. */
  @Nullable Bill find(UUID personId, @Nullable UUID id) {
    return id == null ? null : byIds(personId, Set.of(id)).get(id);
  }

  /** One page of what the person may see, newest first. */
  Page<Bill> page(UUID personId, BillFilter filter, PageRequest request) {
    KeysetQuery<Bill> query =
        filter.chatId() == null
            ? BILLS.where(ONES_OWN, personId, personId, personId)
            : BILLS
                .where("b.chat_id = ?", filter.chatId())
                .where(SEEN, personId, personId, personId);
    if (filter.status() != null) {
      query = query.whereIn("b.status", filter.status());
    }
    return query.fetch(sql.jdbc(), NEWEST, request);
  }

  /** The same page of each chat's bills, for a member. */
  Map<UUID, Page<Bill>> pagesByChat(Set<UUID> chatIds, UUID personId, PageRequest request) {
    return BILLS
        .where(SEEN, personId, personId, personId)
        .fetchPerParent(sql.jdbc(), NEWEST, request, "b.chat_id", KeyType.UUID, chatIds);
  }

  /** What the person may do with each of the bills now. */
  Map<UUID, BillPermissions> permissions(UUID personId, Set<UUID> ids) {
    Map<UUID, BillPermissions> found = new LinkedHashMap<>();
    sql.list(
        """
        SELECT %s,
          EXISTS (SELECT FROM chat_member v WHERE v.chat_id = b.chat_id AND v.person_id = ?
            AND v.left_at IS NULL) AS is_member,
          EXISTS (SELECT FROM debt d WHERE d.bill_id = b.id AND d.settled > 0) AS is_paid
        FROM bill b WHERE b.id = any(?::uuid[])
        """
            .formatted(COLUMNS),
        row -> {
          Bill bill = bill(row);
          found.put(
              bill.id(),
              BillPermissions.of(
                  bill, personId, Rows.bool(row, "is_member"), Rows.bool(row, "is_paid")));
          return bill;
        },
        personId,
        ids);
    return found;
  }

  /** All that a person proposed, paid or shares, oldest first. */
  List<Bill> ofPerson(UUID personId) {
    return sql.list(
        """
        SELECT %s FROM bill b
        WHERE b.payer_id = ? OR b.proposed_by = ?
          OR b.id IN (SELECT v.bill_id FROM bill_share v WHERE v.member_id = ?)
        ORDER BY b.proposed_at, b.id
        """
            .formatted(COLUMNS),
        BillRepository::bill,
        personId,
        personId,
        personId);
  }

  static Bill bill(ResultSet row) throws SQLException {
    return new Bill(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "chat_id"),
        Rows.uuid(row, "payer_id"),
        Rows.nullableText(row, "title"),
        money(row, "total"),
        Rows.enumValue(row, "rule", BillRule.class),
        Rows.enumValue(row, "source", BillSource.class),
        Rows.nullableUuid(row, "purchase_id"),
        Rows.nullableUuid(row, "bank_transaction_id"),
        Rows.enumValue(row, "status", BillStatus.class),
        Rows.uuid(row, "proposed_by"),
        Rows.nullableUuid(row, "answer_id"),
        Rows.instant(row, "proposed_at"),
        Rows.nullableUuid(row, "recorded_by"),
        Rows.nullableInstant(row, "recorded_at"),
        Rows.integer(row, "version"));
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return Money.of(Rows.decimal(row, column), Rows.text(row, "currency"));
  }

  static String columns() {
    return COLUMNS;
  }
}
