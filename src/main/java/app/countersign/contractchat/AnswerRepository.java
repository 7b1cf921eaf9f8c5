package app.countersign.contractchat;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.stream.Announcements;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers, each only while it is pending, so that one that was given up is never written to
 * again, and announces what was written. An answer's text only ever grows.
 */
@Singleton
class AnswerRepository {
  private final Sql sql;
  private final Announcements announcements;
  private final Clock clock;

  AnswerRepository(Sql sql, Announcements announcements, Clock clock) {
    this.sql = sql;
    this.announcements = announcements;
    this.clock = clock;
  }

  /** Where news of an answer are announced: by the number of the last piece there is. */
  static String topic(UUID answerId) {
    return "contract-answer/" + answerId;
  }

  /** What there is of an answer after a number of code points. */
  record Rest(MessageStatus status, String text, int length) {}

  private record Changed(UUID id, int length) {}

  /** Puts words behind what there is; false when the answer is not pending any more. */
  boolean append(UUID answerId, String words) {
    Changed changed =
        sql.first(
            """
            UPDATE contract_message SET text = text || ? WHERE id = ? AND status = 'PENDING'
            RETURNING id, length(text) AS length
            """,
            AnswerRepository::changed,
            words,
            answerId);
    return announced(changed, 0);
  }

  /** Makes an answer whole; false when it is not pending any more. */
  boolean complete(UUID answerId, WholeAnswer answer) {
    Changed changed =
        sql.first(
            """
            UPDATE contract_message SET text = text || ?, status = 'COMPLETE',
              citations = ?::jsonb, source = ?, model = ?::jsonb, finished_at = ?
            WHERE id = ? AND status = 'PENDING' RETURNING id, length(text) AS length
            """,
            AnswerRepository::changed,
            answer.words(),
            Json.write(answer.citations()),
            answer.source(),
            answer.model() == null ? null : Json.write(answer.model()),
            clock.instant(),
            answerId);
    return announced(changed, 1);
  }

  /** Gives an answer up; false when it is not pending any more. */
  boolean fail(UUID answerId, String failure) {
    Changed changed =
        sql.first(
            """
            UPDATE contract_message SET status = 'FAILED', failure = ?, finished_at = ?
            WHERE id = ? AND status = 'PENDING' RETURNING id, length(text) AS length
            """,
            AnswerRepository::changed,
            failure,
            clock.instant(),
            answerId);
    return announced(changed, 1);
  }

  /** Gives up every answer that is pending for too long; how many. */
  int failStalled(Instant askedBefore, String failure) {
    List<Changed> stalled =
        sql.list(
            """
            UPDATE contract_message SET status = 'FAILED', failure = ?, finished_at = ?
            WHERE status = 'PENDING' AND created_at <= ? RETURNING id, length(text) AS length
            """,
            AnswerRepository::changed,
            failure,
            clock.instant(),
            askedBefore);
    stalled.forEach(changed -> announced(changed, 1));
    return stalled.size();
  }

  /** Whether an answer is still being written; null when it has gone. */
  @Nullable MessageStatus status(UUID answerId) {
    return sql.first(
        "SELECT m.status FROM contract_message m WHERE m.id = ?",
        row -> Rows.enumValue(row, "status", MessageStatus.class),
        answerId);
  }

  /** What there is of an answer after so many code points; null when it has gone. */
  @Nullable Rest rest(UUID answerId, int after) {
    return sql.first(
        """
        SELECT m.status, substr(m.text, ? + 1) AS rest, length(m.text) AS length
        FROM contract_message m WHERE m.id = ?
        """,
        row ->
            new Rest(
                Rows.enumValue(row, "status", MessageStatus.class),
                Rows.text(row, "rest"),
                Rows.integer(row, "length")),
        after,
        answerId);
  }

  private static Changed changed(ResultSet row) throws SQLException {
    return new Changed(Rows.uuid(row, "id"), Rows.integer(row, "length"));
  }

  private boolean announced(@Nullable Changed changed, int lastPiece) {
    if (changed != null) {
      announcements.announce(topic(changed.id()), changed.length() + (long) lastPiece);
    }
    return changed != null;
  }
}
