package app.countersign.bill;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what bills consist of, for many at once; each bill asked for is in the answer. */
@Singleton
class BillParts {
  private final Sql sql;

  BillParts(Sql sql) {
    this.sql = sql;
  }

  private record Of<T>(UUID billId, T part) {}

  /** What falls to each member, in the order asked for. */
  Map<UUID, List<BillShare>> shares(Set<UUID> billIds) {
    return grouped(
        billIds,
        sql.list(
            """
            SELECT s.bill_id, s.member_id, s.amount, s.currency, s.parts,
              CASE WHEN u.erased_at IS NULL THEN p.name END AS name
            FROM bill_share s JOIN person p ON p.id = s.member_id
              LEFT JOIN customer u ON u.person_id = s.member_id
            WHERE s.bill_id = any(?::uuid[]) ORDER BY s.bill_id, s.place
            """,
            row -> new Of<>(Rows.uuid(row, "bill_id"), share(row)),
            billIds));
  }

  /** What each is made of. */
  Map<UUID, List<BillItem>> items(Set<UUID> billIds) {
    return grouped(
        billIds,
        sql.list(
            """
            SELECT i.bill_id, i.kind, i.name, i.amount, i.currency, i.takers FROM bill_item i
            WHERE i.bill_id = any(?::uuid[]) ORDER BY i.bill_id, i.place
            """,
            row -> new Of<>(Rows.uuid(row, "bill_id"), item(row)),
            billIds));
  }

  /** Each status it was in, oldest first. */
  Map<UUID, List<BillChange>> history(Set<UUID> billIds) {
    return grouped(
        billIds,
        sql.list(
            """
            SELECT h.bill_id, h.status, h.version, h.changed_by, h.changed_at FROM bill_change h
            WHERE h.bill_id = any(?::uuid[]) ORDER BY h.bill_id, h.version
            """,
            row -> new Of<>(Rows.uuid(row, "bill_id"), change(row)),
            billIds));
  }

  /** Puts each with its bill; a bill without any has an empty list. */
  static <T> Map<UUID, List<T>> empty(Set<UUID> billIds) {
    Map<UUID, List<T>> found = new HashMap<>();
    billIds.forEach(id -> found.put(id, new ArrayList<>()));
    return found;
  }

  private static <T> Map<UUID, List<T>> grouped(Set<UUID> billIds, List<Of<T>> rows) {
    Map<UUID, List<T>> found = empty(billIds);
    rows.forEach(
        row -> found.computeIfAbsent(row.billId(), id -> new ArrayList<>()).add(row.part()));
    return found;
  }

  private static BillShare share(ResultSet row) throws SQLException {
    return new BillShare(
        new BillMember(Rows.uuid(row, "member_id"), Rows.nullableText(row, "name")),
        BillRepository.money(row, "amount"),
        List.of(Rows.json(row, "parts", BillShare.Part[].class)));
  }

  private static BillItem item(ResultSet row) throws SQLException {
    return new BillItem(
        Rows.enumValue(row, "kind", BillItemKind.class),
        Rows.nullableText(row, "name"),
        BillRepository.money(row, "amount"),
        List.of(Rows.json(row, "takers", BillItem.Taker[].class)));
  }

  private static BillChange change(ResultSet row) throws SQLException {
    return new BillChange(
        Rows.enumValue(row, "status", BillStatus.class),
        Rows.integer(row, "version"),
        Rows.uuid(row, "changed_by"),
        Rows.instant(row, "changed_at"));
  }
}
