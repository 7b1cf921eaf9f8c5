package app.countersign.bill;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.split.Debts;
import app.countersign.split.Share;
import app.countersign.split.Split;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes bills and the debts that follow from them, in the running transaction. */
@Singleton
class BillStore {
  private final Sql sql;

  BillStore(Sql sql) {
    this.sql = sql;
  }

  /** Puts a bill there, proposed or recorded; false when it is there already. */
  boolean insert(NewBill bill, BillStatus status, UUID personId, Instant now) {
    BillAmount amount = bill.amount();
    boolean isRecorded = status == BillStatus.RECORDED;
    int inserted =
        sql.update(
            """
            INSERT INTO bill (id, chat_id, payer_id, title, total, currency, rule, source,
              purchase_id, bank_transaction_id, status, proposed_by, answer_id, proposed_at,
              recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            bill.id(),
            bill.chatId(),
            bill.payerId(),
            bill.title(),
            bill.split().total().amount(),
            bill.split().total().currency(),
            bill.rule(),
            amount.source(),
            amount.purchaseId(),
            amount.bankTransactionId(),
            status,
            personId,
            bill.answerId(),
            now,
            isRecorded ? personId : null,
            isRecorded ? now : null);
    if (inserted == 0) {
      return false;
    }
    insertShares(bill);
    insertItems(bill);
    insertChange(bill.id(), status, 1, personId, now);
    if (isRecorded) {
      insertDebts(bill.id(), bill.chatId(), bill.payerId(), bill.split(), now);
    }
    return true;
  }

  /** Holds a bill as it is until the transaction ends; after its chat, before its debts. */
  void hold(UUID billId) {
    sql.list("SELECT b.id FROM bill b WHERE b.id = ? FOR NO KEY UPDATE", row -> billId, billId);
  }

  /**
   * Moves a bill on, if it is in a status and of a version; null when it is not.
   *
   * @param version null for whatever it is
   */
  @Nullable Bill move(
      UUID billId,
      BillStatus from,
      BillStatus to,
      @Nullable Integer version,
      UUID personId,
      Instant now) {
    boolean isRecorded = to == BillStatus.RECORDED;
    Bill moved =
        sql.first(
            """
            UPDATE bill b SET status = ?, version = b.version + 1,
              recorded_by = coalesce(?::uuid, b.recorded_by),
              recorded_at = coalesce(?::timestamptz, b.recorded_at)
            WHERE b.id = ? AND b.status = ? AND b.version = coalesce(?::integer, b.version)
            RETURNING %s
            """
                .formatted(BillRepository.columns()),
            BillRepository::bill,
            to,
            isRecorded ? personId : null,
            isRecorded ? now : null,
            billId,
            from,
            version);
    if (moved != null) {
      insertChange(billId, to, moved.version(), personId, now);
    }
    return moved;
  }

  /** Makes what is owed by the shares. */
  void insertDebts(UUID billId, UUID chatId, UUID payerId, Split split, Instant now) {
    List<List<Object>> rows = new ArrayList<>();
    Debts.of(split, payerId.toString())
        .forEach(
            debt ->
                rows.add(
                    List.of(
                        Ids.next(),
                        billId,
                        chatId,
                        UUID.fromString(debt.debtor()),
                        UUID.fromString(debt.creditor()),
                        debt.amount().amount(),
                        debt.amount().currency(),
                        now)));
    sql.batch(
        """
        INSERT INTO debt (id, bill_id, chat_id, debtor_id, creditor_id, amount, currency, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  /** The shares of a stored bill, as they were divided; without their working. */
  Split split(Bill bill) {
    List<Share> shares =
        sql.list(
            """
            SELECT s.member_id, s.amount, s.currency FROM bill_share s
            WHERE s.bill_id = ? ORDER BY s.place
            """,
            row ->
                new Share(
                    Rows.uuid(row, "member_id").toString(),
                    BillRepository.money(row, "amount"),
                    List.of()),
            bill.id());
    return new Split(bill.total(), shares);
  }

  /** Takes the names off that a person gave to bills and their items. */
  void blankTitles(UUID personId) {
    String of =
        """
        (b.proposed_by = ?
          OR b.payer_id = ? AND b.source IN ('PURCHASE', 'BANK_TRANSACTION')
          OR b.purchase_id IN (SELECT p.id FROM purchase p WHERE p.person_id = ?)
          OR b.bank_transaction_id IN (SELECT t.id FROM ledger_transaction t WHERE t.user_id = ?))\
        """;
    Object[] whose = {personId, personId, personId, personId.toString()};
    sql.update(
        "UPDATE bill_item i SET name = NULL FROM bill b"
            + " WHERE b.id = i.bill_id AND i.name IS NOT NULL AND "
            + of,
        whose);
    sql.update("UPDATE bill b SET title = NULL WHERE b.title IS NOT NULL AND " + of, whose);
  }

  private void insertShares(NewBill bill) {
    List<List<Object>> rows = new ArrayList<>();
    for (Share share : bill.split().shares()) {
      rows.add(
          List.of(
              bill.id(),
              bill.chatId(),
              UUID.fromString(share.member()),
              rows.size(),
              share.amount().amount(),
              share.amount().currency(),
              Json.write(share.parts().stream().map(BillShare.Part::of).toList())));
    }
    sql.batch(
        """
        INSERT INTO bill_share (bill_id, chat_id, member_id, place, amount, currency, parts)
        VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
        """,
        rows);
  }

  private void insertItems(NewBill bill) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (BillItem item : bill.items()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(bill.id());
      row.add(bill.chatId());
      row.add(rows.size());
      row.add(item.kind());
      row.add(item.name());
      row.add(item.amount().amount());
      row.add(item.amount().currency());
      row.add(Json.write(item.takers()));
      rows.add(row);
    }
    sql.batch(
        """
        INSERT INTO bill_item (bill_id, chat_id, place, kind, name, amount, currency, takers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
        """,
        rows);
  }

  private void insertChange(
      UUID billId, BillStatus status, int version, UUID personId, Instant now) {
    sql.update(
        """
        INSERT INTO bill_change (bill_id, version, status, changed_by, changed_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        billId,
        version,
        status,
        personId,
        now);
  }
}
