package app.countersign.bill;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is in a chat, as bills need it. */
@Singleton
class BillRoster {
  private final Sql sql;

  BillRoster(Sql sql) {
    this.sql = sql;
  }

  /**
   * A chat and who is in it now.
   *
   * @param memberIds in the order they joined
   */
  record Group(UUID chatId, boolean isGroup, List<UUID> memberIds) {
    boolean has(UUID personId) {
      return memberIds.contains(personId);
    }
  }

  /**
   * The chat with its members, which nobody joins or leaves until the transaction ends. Whoever
   * holds bills or debts as well holds the chat before them, as everything does that ends a
   * membership.
   */
  @Nullable Group held(UUID chatId, UUID memberId) {
    sql.list("SELECT c.id FROM chat c WHERE c.id = ? FOR SHARE", row -> chatId, chatId);
    // Read by a statement of its own: the one that waited saw the members from before.
    return of(chatId, memberId);
  }

  /** The chat as a member sees it; null for anybody else. */
  @Nullable Group of(UUID chatId, UUID memberId) {
    record Row(boolean isGroup, UUID personId) {}
    List<Row> rows =
        sql.list(
            """
            SELECT c.kind = 'GROUP' AS is_group, m.person_id
            FROM chat c JOIN chat_member m ON m.chat_id = c.id AND m.left_at IS NULL
            WHERE c.id = ? ORDER BY m.joined_at, m.joined_sequence, m.person_id
            """,
            row -> new Row(Rows.bool(row, "is_group"), Rows.uuid(row, "person_id")),
            chatId);
    boolean isMember = rows.stream().anyMatch(row -> row.personId().equals(memberId));
    return isMember
        ? new Group(chatId, rows.getFirst().isGroup(), rows.stream().map(Row::personId).toList())
        : null;
  }

  /** The current members of each chat, in the order they joined. */
  Map<UUID, List<UUID>> members(Set<UUID> chatIds) {
    record Row(UUID chatId, UUID personId) {}
    return sql
        .list(
            """
            SELECT m.chat_id, m.person_id FROM chat_member m
            WHERE m.chat_id = any(?::uuid[]) AND m.left_at IS NULL
            ORDER BY m.joined_at, m.joined_sequence, m.person_id
            """,
            row -> new Row(Rows.uuid(row, "chat_id"), Rows.uuid(row, "person_id")),
            chatIds)
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::chatId, Collectors.mapping(Row::personId, Collectors.toList())));
  }

  /** People by their ids, with the names they have now. */
  Map<UUID, BillMember> people(Collection<UUID> ids) {
    Map<UUID, BillMember> people = new LinkedHashMap<>();
    sql.list(
            """
            SELECT p.id, CASE WHEN u.erased_at IS NULL THEN p.name END AS name
            FROM person p LEFT JOIN customer u ON u.person_id = p.id
            WHERE p.id = any(?::uuid[])
            """,
            row -> new BillMember(Rows.uuid(row, "id"), Rows.nullableText(row, "name")),
            ids)
        .forEach(person -> people.put(person.personId(), person));
    return people;
  }
}
