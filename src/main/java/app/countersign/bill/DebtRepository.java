package app.countersign.bill;

import app.countersign.money.Money;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The debts: made by bills, changed by what is paid on them and by taking a bill back. */
@Singleton
class DebtRepository {
  private static final String COLUMNS =
      """
      d.id, d.bill_id, d.chat_id, d.debtor_id, d.creditor_id, d.amount, d.settled, d.currency,
      d.status, d.created_at, d.settled_at, d.version\
      """;
  private static final KeysetQuery<Debt> DEBTS =
      KeysetQuery.select(COLUMNS, DebtRepository::debt).from("debt d");
  private static final Sort NEWEST =
      Sort.by(
          "debts.NEWEST",
          Key.desc("d.created_at", KeyType.INSTANT),
          Key.desc("d.id", KeyType.UUID));
  private static final String SEEN =
      """
      (d.debtor_id = ? OR d.creditor_id = ?
       OR EXISTS (SELECT FROM chat_member v
         WHERE v.chat_id = d.chat_id AND v.person_id = ? AND v.left_at IS NULL))\
      """;
  private static final String ONES_OWN =
      """
      d.id IN (
        SELECT o.id FROM debt o JOIN chat_member v ON v.chat_id = o.chat_id
        WHERE v.person_id = ? AND v.left_at IS NULL
        UNION ALL SELECT o.id FROM debt o WHERE o.debtor_id = ?
        UNION ALL SELECT o.id FROM debt o WHERE o.creditor_id = ?)\
      """;

  private final Sql sql;

  DebtRepository(Sql sql) {
    this.sql = sql;
  }

  /** Those that the person may see, by their ids. */
  Map<UUID, Debt> byIds(UUID personId, Collection<UUID> ids) {
    Map<UUID, Debt> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM debt d WHERE d.id = any(?::uuid[]) AND %s".formatted(COLUMNS, SEEN),
            DebtRepository::debt,
            ids,
            personId,
            personId,
            personId)
        .forEach(debt -> found.put(debt.id(), debt));
    return found;
  }

  /** One page of what the person may see, newest first. */
  Page<Debt> page(UUID personId, DebtFilter filter, PageRequest request) {
    KeysetQuery<Debt> query =
        filter.chatId() == null
            ? DEBTS.where(ONES_OWN, personId, personId, personId)
            : DEBTS
                .where("d.chat_id = ?", filter.chatId())
                .where(SEEN, personId, personId, personId);
    if (filter.status() != null) {
      query = query.whereIn("d.status", filter.status());
    }
    if (filter.debtorId() != null) {
      query = query.where("d.debtor_id = ?", filter.debtorId());
    }
    if (filter.creditorId() != null) {
      query = query.where("d.creditor_id = ?", filter.creditorId());
    }
    if (filter.currency() != null) {
      query = query.where("d.currency = ?", filter.currency());
    }
    return query.fetch(sql.jdbc(), NEWEST, request);
  }

  /** What is owed because of each bill. */
  Map<UUID, List<Debt>> byBill(Set<UUID> billIds) {
    Map<UUID, List<Debt>> found = BillParts.empty(billIds);
    sql.list(
            """
            SELECT %s FROM debt d WHERE d.bill_id = any(?::uuid[]) ORDER BY d.bill_id, d.id
            """
                .formatted(COLUMNS),
            DebtRepository::debt,
            billIds)
        .forEach(debt -> found.computeIfAbsent(debt.billId(), id -> new ArrayList<>()).add(debt));
    return found;
  }

  /** What is open in each chat, oldest first. */
  Map<UUID, List<Debt>> openByChat(Set<UUID> chatIds) {
    Map<UUID, List<Debt>> found = BillParts.empty(chatIds);
    sql.list(
            """
            SELECT %s FROM debt d WHERE d.chat_id = any(?::uuid[]) AND d.status = 'OPEN'
            ORDER BY d.created_at, d.id
            """
                .formatted(COLUMNS),
            DebtRepository::debt,
            chatIds)
        .forEach(debt -> found.computeIfAbsent(debt.chatId(), id -> new ArrayList<>()).add(debt));
    return found;
  }

  /** All that a person owes or is owed, oldest first. */
  List<Debt> ofPerson(UUID personId) {
    return sql.list(
        """
        SELECT %s FROM debt d WHERE d.debtor_id = ? OR d.creditor_id = ?
        ORDER BY d.created_at, d.id
        """
            .formatted(COLUMNS),
        DebtRepository::debt,
        personId,
        personId);
  }

  /** What was paid on each debt, oldest first. */
  Map<UUID, List<Settlement>> settlements(Set<UUID> debtIds) {
    record Paid(UUID debtId, Settlement settlement) {}
    Map<UUID, List<Settlement>> found = BillParts.empty(debtIds);
    sql.list(
            """
            SELECT s.id, s.debt_id, s.amount, d.currency, s.settled_at
            FROM settlement s JOIN debt d ON d.id = s.debt_id
            WHERE s.debt_id = any(?::uuid[]) ORDER BY s.settled_at, s.id
            """,
            row ->
                new Paid(
                    Rows.uuid(row, "debt_id"),
                    new Settlement(
                        Rows.uuid(row, "id"),
                        BillRepository.money(row, "amount"),
                        Rows.instant(row, "settled_at"))),
            debtIds)
        .forEach(
            paid ->
                found
                    .computeIfAbsent(paid.debtId(), id -> new ArrayList<>())
                    .add(paid.settlement()));
    return found;
  }

  /** Debts as they are, held until the transaction ends; in the order of their ids. */
  List<Debt> held(Collection<UUID> ids) {
    return sql.list(
        "SELECT %s FROM debt d WHERE d.id = any(?::uuid[]) ORDER BY d.id FOR UPDATE"
            .formatted(COLUMNS),
        DebtRepository::debt,
        ids);
  }

  /** What one person owes another in a chat and currency, held; oldest first. */
  List<Debt> heldOpen(UUID chatId, UUID debtorId, UUID creditorId, String currency) {
    List<UUID> ids =
        sql.list(
            """
            SELECT d.id FROM debt d
            WHERE d.chat_id = ? AND d.debtor_id = ? AND d.creditor_id = ? AND d.currency = ?
              AND d.status = 'OPEN'
            """,
            row -> Rows.uuid(row, "id"),
            chatId,
            debtorId,
            creditorId,
            currency);
    return held(ids).stream().filter(debt -> debt.status() == DebtStatus.OPEN).toList();
  }

  /** What is owed because of a bill, held. */
  List<Debt> heldOfBill(UUID billId) {
    return sql.list(
        "SELECT %s FROM debt d WHERE d.bill_id = ? ORDER BY d.id FOR UPDATE".formatted(COLUMNS),
        DebtRepository::debt,
        billId);
  }

  /** Pays on a debt that is held, at most what is left of it. */
  void pay(Debt debt, Money amount, Instant now) {
    sql.update(
        """
        UPDATE debt SET settled = settled + ?, version = version + 1,
          status = CASE WHEN settled + ? = amount THEN 'SETTLED' ELSE 'OPEN' END,
          settled_at = CASE WHEN settled + ? = amount THEN ?::timestamptz END
        WHERE id = ? AND status = 'OPEN'
        """,
        amount.amount(),
        amount.amount(),
        amount.amount(),
        now,
        debt.id());
    sql.update(
        "INSERT INTO settlement (id, debt_id, amount, settled_at) VALUES (?, ?, ?, ?)",
        Ids.next(),
        debt.id(),
        amount.amount(),
        now);
  }

  /** Makes the debts of a bill void. */
  void voidOfBill(UUID billId) {
    sql.update(
        """
        UPDATE debt SET status = 'VOIDED', version = version + 1
        WHERE bill_id = ? AND status = 'OPEN' AND settled = 0
        """,
        billId);
  }

  private static Debt debt(ResultSet row) throws SQLException {
    return new Debt(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "bill_id"),
        Rows.uuid(row, "chat_id"),
        Rows.uuid(row, "debtor_id"),
        Rows.uuid(row, "creditor_id"),
        BillRepository.money(row, "amount"),
        BillRepository.money(row, "settled"),
        Rows.enumValue(row, "status", DebtStatus.class),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "settled_at"),
        Rows.integer(row, "version"));
  }
}
