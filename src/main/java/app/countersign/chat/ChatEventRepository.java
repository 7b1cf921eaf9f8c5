package app.countersign.chat;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happened in chats, with the messages it is about. */
@Singleton
class ChatEventRepository {
  private final Sql sql;

  ChatEventRepository(Sql sql) {
    this.sql = sql;
  }

  /** What happened after a number, at most so much. */
  List<ChatEvent> after(UUID chatId, long sequence, int limit) {
    return sql.list(
        """
        SELECT e.sequence AS event_sequence, e.kind AS event_kind, e.person_id, e.at, %s
        FROM chat_event e LEFT JOIN chat_message m ON m.id = e.message_id
        %s
        WHERE e.chat_id = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?
        """
            .formatted(MessageRepository.COLUMNS, MessageRepository.SENDER),
        ChatEventRepository::event,
        chatId,
        sequence,
        limit);
  }

  /** The number of what happened last. */
  int last(UUID chatId) {
    Integer last =
        sql.first(
            "SELECT c.last_sequence FROM chat c WHERE c.id = ?",
            row -> Rows.integer(row, "last_sequence"),
            chatId);
    return last == null ? 0 : last;
  }

  private static ChatEvent event(ResultSet row) throws SQLException {
    ChatEventKind kind = Rows.enumValue(row, "event_kind", ChatEventKind.class);
    return new ChatEvent(
        Rows.integer(row, "event_sequence"),
        kind,
        Rows.nullableUuid(row, "id") == null
            ? null
            : then(MessageRepository.message(row), kind, Rows.instant(row, "at")),
        Rows.nullableUuid(row, "person_id"));
  }

  /** A message as it was: who is told of an answer's beginning is not told its end with it. */
  private static ChatMessage then(ChatMessage now, ChatEventKind kind, Instant at) {
    return switch (kind) {
      case ANSWER_BEGUN, STAGE -> now.as(MessageStatus.PENDING, "", null);
      case ANSWER_FAILED -> now.as(MessageStatus.FAILED, "", at);
      default -> now;
    };
  }
}
