package app.countersign.chat;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.stream.GatheredReads.Asked;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What happened in chats, with the messages it is about. */
@Singleton
class ChatEventRepository {
  private static final String AFTER =
      """
      SELECT w.chat_id AS asked_id, w.after_sequence AS asked_after,
        e.sequence AS event_sequence, e.kind AS event_kind, e.person_id, e.at, %s
      FROM unnest(?::uuid[], ?::int[]) AS w (chat_id, after_sequence)
      CROSS JOIN LATERAL (
        SELECT h.sequence, h.kind, h.person_id, h.at, h.message_id
        FROM chat_event h WHERE h.chat_id = w.chat_id AND h.sequence > w.after_sequence
        ORDER BY h.sequence LIMIT ?
      ) e
      LEFT JOIN chat_message m ON m.id = e.message_id
      %s
      ORDER BY e.sequence
      """
          .formatted(MessageRepository.COLUMNS, MessageRepository.SENDER);

  private final Sql sql;

  ChatEventRepository(Sql sql) {
    this.sql = sql;
  }

  /** What happened in each chat after its number, at most so much of each. */
  Map<Asked<UUID>, List<ChatEvent>> after(List<Asked<UUID>> asked, int limit) {
    Map<Asked<UUID>, List<ChatEvent>> events = new HashMap<>();
    sql.list(
        AFTER,
        row ->
            events
                .computeIfAbsent(
                    new Asked<>(Rows.uuid(row, "asked_id"), Rows.integer(row, "asked_after")),
                    _ -> new ArrayList<>())
                .add(event(row)),
        asked.stream().map(Asked::topic).toList(),
        asked.stream().map(each -> (int) each.after()).toList(),
        limit);
    return events;
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
