package app.countersign.chat;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was said, as one member may read it: what came after the member joined. */
@Singleton
class MessageRepository {
  static final String COLUMNS =
      """
      m.id, m.chat_id, m.sequence, m.kind, m.sender_id,
      CASE WHEN u.erased_at IS NULL THEN p.name END AS sender_name, m.answers_id, m.status, m.text,
      m.erased_at, m.created_at, m.finished_at\
      """;
  static final String SENDER =
      """
      LEFT JOIN person p ON p.id = m.sender_id
      LEFT JOIN customer u ON u.person_id = m.sender_id\
      """;
  private static final String READABLE =
      """
      chat_message m
      JOIN chat_member v ON v.chat_id = m.chat_id AND v.left_at IS NULL
        AND m.sequence > v.joined_sequence
      """
          + SENDER;
  private static final KeysetQuery<ChatMessage> MESSAGES =
      KeysetQuery.select(COLUMNS, MessageRepository::message).from(READABLE);
  private static final Sort OLDEST =
      Sort.by(
          "chatMessages.OLDEST",
          Key.asc("m.sequence", KeyType.INTEGER),
          Key.asc("m.id", KeyType.UUID));

  private final Sql sql;

  MessageRepository(Sql sql) {
    this.sql = sql;
  }

  /** Those of the messages that the person may read. */
  Map<UUID, ChatMessage> readable(UUID personId, Collection<UUID> ids) {
    return sql
        .list(
            "SELECT " + COLUMNS + " FROM " + READABLE + " WHERE m.id = any(?) AND v.person_id = ?",
            MessageRepository::message,
            ids,
            personId)
        .stream()
        .collect(Collectors.toMap(ChatMessage::id, Function.identity()));
  }

  /** The same page of each chat, of what the person may read. */
  Map<UUID, Page<ChatMessage>> pages(UUID personId, Set<UUID> chatIds, PageRequest request) {
    return MESSAGES
        .where("v.person_id = ?", personId)
        .fetchPerParent(sql.jdbc(), OLDEST, request, "m.chat_id", KeyType.UUID, chatIds);
  }

  /** The last message of each chat that the person may read; a chat without one is left out. */
  Map<UUID, ChatMessage> last(UUID personId, Set<UUID> chatIds) {
    Map<UUID, ChatMessage> last = new HashMap<>();
    pages(personId, chatIds, PageRequest.last(1, null))
        .forEach(
            (id, page) -> {
              if (!page.items().isEmpty()) {
                last.put(id, page.items().getFirst());
              }
            });
    return last;
  }

  /** How many messages of others the person has not read yet, in each chat. */
  Map<UUID, Integer> unread(UUID personId, Set<UUID> chatIds) {
    Map<UUID, Integer> unread = new HashMap<>();
    chatIds.forEach(id -> unread.put(id, 0));
    sql.list(
            """
            SELECT m.chat_id, count(*) AS unread
            FROM chat_member v
            JOIN chat_message m ON m.chat_id = v.chat_id
              AND m.sequence > greatest(v.read_sequence, v.joined_sequence)
            WHERE v.chat_id = any(?) AND v.person_id = ? AND v.left_at IS NULL
              AND m.sender_id IS DISTINCT FROM v.person_id
            GROUP BY m.chat_id
            """,
            row -> Map.entry(Rows.uuid(row, "chat_id"), Rows.integer(row, "unread")),
            chatIds,
            personId)
        .forEach(count -> unread.put(count.getKey(), count.getValue()));
    return unread;
  }

  /** One message, whoever may read it. */
  @Nullable ChatMessage find(UUID id) {
    return sql.first(
        "SELECT " + COLUMNS + " FROM chat_message m " + SENDER + " WHERE m.id = ?",
        MessageRepository::message,
        id);
  }

  static ChatMessage message(ResultSet row) throws SQLException {
    UUID senderId = Rows.nullableUuid(row, "sender_id");
    return new ChatMessage(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "chat_id"),
        Rows.integer(row, "sequence"),
        Rows.enumValue(row, "kind", MessageKind.class),
        senderId == null ? null : new ChatPerson(senderId, Rows.nullableText(row, "sender_name")),
        Rows.nullableUuid(row, "answers_id"),
        Rows.enumValue(row, "status", MessageStatus.class),
        Rows.text(row, "text"),
        Rows.nullableInstant(row, "erased_at") != null,
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "finished_at"));
  }
}
