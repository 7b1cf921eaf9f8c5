package app.countersign.chat;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores what people say, as {@link ChatLog} does with everything else: with the check that the
 * person is in the chat, the event and its announcement, for one way to the database and back.
 */
@Singleton
class PersonMessages {
  private static final String LOCK = "SELECT c.id FROM chat c WHERE c.id = ? FOR NO KEY UPDATE";

  private static final String SAY =
      """
      WITH sender AS (
        SELECT v.chat_id, CASE WHEN u.erased_at IS NULL THEN p.name END AS name
        FROM chat_member v
        JOIN person p ON p.id = v.person_id
        LEFT JOIN customer u ON u.person_id = v.person_id
        WHERE v.chat_id = ? AND v.person_id = ? AND v.left_at IS NULL
      ), next AS (
        UPDATE chat c SET last_sequence = c.last_sequence + 1,
          last_activity_at = greatest(c.last_activity_at, ?)
        FROM sender s WHERE c.id = s.chat_id AND c.closed_at IS NULL
        RETURNING c.id, c.kind, c.version, c.last_sequence, s.name
      ), message AS (
        INSERT INTO chat_message (id, chat_id, sequence, kind, sender_id, status, text, created_at,
          finished_at)
        SELECT ?, n.id, n.last_sequence, 'PERSON', ?, 'COMPLETE', ?, ?, ? FROM next n
      ), event AS (
        INSERT INTO chat_event (chat_id, sequence, kind, message_id, at)
        SELECT n.id, n.last_sequence, 'MESSAGE_ADDED', ?, ? FROM next n
      )
      SELECT n.last_sequence, n.kind, n.version, n.name\
      """
          + ChatLog.ANNOUNCED;

  private final Sql sql;
  private final Clock clock;

  PersonMessages(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Stores what a person says; null when there is no such chat, or the person is not in it. Locks
   * the chat first, and decides by what stands behind every change before.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  @Nullable StoredMessage said(UUID chatId, UUID personId, String text) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = Ids.next();
    List<StoredMessage> stored =
        sql.listAfter(
            LOCK,
            SAY,
            row -> stored(row, id, chatId, personId, text, now),
            chatId,
            chatId,
            personId,
            now,
            id,
            personId,
            text,
            now,
            now,
            id,
            now);
    return stored.isEmpty() ? null : stored.getFirst();
  }

  private static StoredMessage stored(
      ResultSet row, UUID id, UUID chatId, UUID personId, String text, Instant now)
      throws SQLException {
    ChatMessage message =
        new ChatMessage(
            id,
            chatId,
            Rows.integer(row, "last_sequence"),
            MessageKind.PERSON,
            new ChatPerson(personId, Rows.nullableText(row, "name")),
            null,
            MessageStatus.COMPLETE,
            text,
            false,
            now,
            now);
    return new StoredMessage(
        message, Rows.enumValue(row, "kind", ChatKind.class), Rows.integer(row, "version"));
  }
}
