package app.countersign.chat;

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
import org.jspecify.annotations.Nullable;

/** Who is in a chat now. Ask here before showing or doing anything in one. */
@Singleton
public class ChatMembers {
  private static final String SELECT =
      """
      SELECT v.chat_id, v.person_id,
        CASE WHEN u.erased_at IS NULL THEN p.name END AS name, v.role, v.shares_purchases,
        v.joined_sequence, v.read_sequence, v.joined_at
      FROM chat_member v
      JOIN person p ON p.id = v.person_id
      LEFT JOIN customer u ON u.person_id = v.person_id
      WHERE v.left_at IS NULL AND\s\
      """;

  private final Sql sql;

  ChatMembers(Sql sql) {
    this.sql = sql;
  }

  /** The person as a member; null when there is no such chat, or the person is not in it. */
  public @Nullable ChatMember current(UUID chatId, UUID personId) {
    return sql.first(
        SELECT + "v.chat_id = ? AND v.person_id = ?", ChatMembers::member, chatId, personId);
  }

  /** Everybody in the chat, in the order they joined; empty when there is no such chat. */
  public List<ChatMember> of(UUID chatId) {
    return of(Set.of(chatId)).getOrDefault(chatId, List.of());
  }

  /** Everybody in each of the chats, in the order they joined. */
  public Map<UUID, List<ChatMember>> of(Set<UUID> chatIds) {
    Map<UUID, List<ChatMember>> members = new HashMap<>();
    sql.list(
            SELECT + "v.chat_id = any(?) ORDER BY v.joined_at, v.joined_sequence, v.person_id",
            ChatMembers::member,
            chatIds)
        .forEach(
            member ->
                members.computeIfAbsent(member.chatId(), id -> new ArrayList<>()).add(member));
    return members;
  }

  static ChatMember member(ResultSet row) throws SQLException {
    return new ChatMember(
        Rows.uuid(row, "chat_id"),
        Rows.uuid(row, "person_id"),
        Rows.nullableText(row, "name"),
        Rows.enumValue(row, "role", ChatRole.class),
        Rows.bool(row, "shares_purchases"),
        Rows.integer(row, "joined_sequence"),
        Rows.integer(row, "read_sequence"),
        Rows.instant(row, "joined_at"));
  }
}
