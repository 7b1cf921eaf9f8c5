package app.countersign.chat;

import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.stream.Announcements;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens in a chat: each event under the chat's next number, announced when the
 * running transaction commits. The chat stays locked until then, so that numbers become visible in
 * their order; take locks of other things before.
 */
@Singleton
public class ChatLog {
  /** How long an answer or a notice may be, in Unicode code points. */
  public static final int LONGEST_TEXT = 20_000;

  private static final String NEXT =
      """
      WITH next AS (
        UPDATE chat SET last_sequence = last_sequence + 1,
          last_activity_at = greatest(last_activity_at, ?)
        WHERE id = ? AND closed_at IS NULL RETURNING id, last_sequence
      )\
      """;

  private static final String TOPIC = "chat/";

  /** What makes a statement announce the number that {@code next n} has drawn. */
  static final String ANNOUNCED =
      ", " + Announcements.announcing("'" + TOPIC + "', n.id", "n.last_sequence") + " FROM next n";

  private final Sql sql;
  private final Clock clock;

  ChatLog(Sql sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Where a chat's events are announced. */
  static String topic(UUID chatId) {
    return TOPIC + chatId;
  }

  /**
   * Begins an answer, still empty and pending.
   *
   * @param messageId what it answers, of the same chat
   * @throws IllegalStateException when there is no such chat, or nobody is in it any more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ChatMessage beginAnswer(UUID chatId, UUID messageId) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    int sequence =
        stored(
            chatId,
            ChatEventKind.ANSWER_BEGUN,
            new NewMessage(id, MessageKind.ASSISTANT, null, messageId, "", now));
    return new ChatMessage(
        id,
        chatId,
        sequence,
        MessageKind.ASSISTANT,
        null,
        messageId,
        MessageStatus.PENDING,
        "",
        false,
        now,
        null);
  }

  /** Makes an answer whole; false when it is not pending any more, and nothing was changed. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean complete(UUID answerId, String text) {
    return end(answerId, MessageStatus.COMPLETE, text, ChatEventKind.ANSWER_FINISHED);
  }

  /** Gives an answer up; false when it is not pending any more, and nothing was changed. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean fail(UUID answerId) {
    return end(answerId, MessageStatus.FAILED, "", ChatEventKind.ANSWER_FAILED);
  }

  /** Begins an answer again that failed; false when it has not failed, and nothing was changed. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean beginAgain(UUID answerId) {
    UUID chatId =
        sql.first(
            """
            UPDATE chat_message SET status = 'PENDING', finished_at = NULL
            WHERE id = ? AND kind = 'ASSISTANT' AND status = 'FAILED' RETURNING chat_id
            """,
            row -> Rows.uuid(row, "chat_id"),
            answerId);
    return chatId != null && happened(chatId, ChatEventKind.ANSWER_BEGUN, answerId, null) > 0;
  }

  /** Empties answers, because somebody they tell of had everything erased. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void eraseAnswers(Collection<UUID> answerIds) {
    Instant now = clock.instant();
    sql.update(
        """
        UPDATE chat_message SET text = '', erased_at = ?,
          status = CASE status WHEN 'PENDING' THEN 'FAILED' ELSE status END,
          finished_at = coalesce(finished_at, ?)
        WHERE id = any(?::uuid[]) AND kind = 'ASSISTANT'
        """,
        now,
        now,
        answerIds);
  }

  /** Tells that something about an answer changed, such as its stages. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changed(UUID answerId, ChatEventKind kind) {
    UUID chatId =
        sql.first(
            "SELECT m.chat_id FROM chat_message m WHERE m.id = ?",
            row -> Rows.uuid(row, "chat_id"),
            answerId);
    if (chatId == null) {
      throw new IllegalStateException("there is no answer " + answerId);
    }
    happened(chatId, kind, answerId, null);
  }

  /**
   * Says something in nobody's name.
   *
   * @throws IllegalStateException when there is no such chat, or nobody is in it any more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ChatMessage notice(UUID chatId, String text) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    int sequence =
        stored(
            chatId,
            ChatEventKind.MESSAGE_ADDED,
            new NewMessage(id, MessageKind.NOTICE, null, null, text, now));
    return new ChatMessage(
        id,
        chatId,
        sequence,
        MessageKind.NOTICE,
        null,
        null,
        MessageStatus.COMPLETE,
        text,
        false,
        now,
        now);
  }

  /** A message to be stored; an assistant's is pending. */
  record NewMessage(
      UUID id,
      MessageKind kind,
      @Nullable UUID senderId,
      @Nullable UUID answersId,
      String text,
      Instant at) {}

  /** Stores a message under the chat's next number, which it answers. */
  int stored(UUID chatId, ChatEventKind kind, NewMessage message) {
    boolean isPending = message.kind() == MessageKind.ASSISTANT;
    List<Integer> sequences =
        sql.list(
            NEXT
                + """
                , message AS (
                  INSERT INTO chat_message (id, chat_id, sequence, kind, sender_id, answers_id,
                    status, text, created_at, finished_at)
                  SELECT ?, n.id, n.last_sequence, ?, ?, ?, ?, ?, ?, ? FROM next n
                ), event AS (
                  INSERT INTO chat_event (chat_id, sequence, kind, message_id, at)
                  SELECT n.id, n.last_sequence, ?, ?, ? FROM next n
                )
                SELECT n.last_sequence\
                """
                + ANNOUNCED,
            row -> Rows.integer(row, "last_sequence"),
            message.at(),
            chatId,
            message.id(),
            message.kind(),
            message.senderId(),
            message.answersId(),
            isPending ? MessageStatus.PENDING : MessageStatus.COMPLETE,
            message.text(),
            message.at(),
            isPending ? null : message.at(),
            kind,
            message.id(),
            message.at());
    if (sequences.isEmpty()) {
      throw new IllegalStateException("chat " + chatId + " is not there, or closed");
    }
    return sequences.getFirst();
  }

  /**
   * Puts down that something happened, under the chat's next number, which it answers; 0 when there
   * is no such chat, or nobody is in it any more.
   */
  int happened(UUID chatId, ChatEventKind kind, @Nullable UUID messageId, @Nullable UUID personId) {
    Instant now = clock.instant();
    List<Integer> sequences =
        sql.list(
            NEXT
                + """
                , event AS (
                  INSERT INTO chat_event (chat_id, sequence, kind, message_id, person_id, at)
                  SELECT n.id, n.last_sequence, ?, ?, ?, ? FROM next n
                )
                SELECT n.last_sequence\
                """
                + ANNOUNCED,
            row -> Rows.integer(row, "last_sequence"),
            now,
            chatId,
            kind,
            messageId,
            personId,
            now);
    return sequences.isEmpty() ? 0 : sequences.getFirst();
  }

  private boolean end(UUID answerId, MessageStatus status, String text, ChatEventKind kind) {
    UUID chatId =
        sql.first(
            """
            UPDATE chat_message SET status = ?, text = ?, finished_at = ?
            WHERE id = ? AND status = 'PENDING' RETURNING chat_id
            """,
            row -> Rows.uuid(row, "chat_id"),
            status,
            text,
            clock.instant(),
            answerId);
    return chatId != null && happened(chatId, kind, answerId, null) > 0;
  }
}
