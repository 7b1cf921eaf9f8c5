package app.countersign.assistant;

import app.countersign.assistant.AssistantAnswer.AnswerStatus;
import app.countersign.intent.Intent;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers and their stages. Whatever an attempt writes is guarded by its being the attempt that
 * counts: one that was taken over changes nothing.
 */
@Singleton
class AnswerRepository {
  private static final TypeReference<List<StoredDrawer>> DRAWERS = new TypeReference<>() {};

  private final Sql sql;

  AnswerRepository(Sql sql) {
    this.sql = sql;
  }

  /** An attempt at an answer, which counts until it ends or another begins. */
  record Attempt(UUID id, UUID answerId, UUID messageId, UUID chatId, UUID askerId, int number) {}

  void insert(UUID answerId, UUID messageId, UUID chatId, UUID askerId, int attempts, Instant now) {
    sql.update(
        """
        INSERT INTO assistant_answer (answer_id, message_id, chat_id, asker_id, status,
          attempt_limit, created_at)
        VALUES (?, ?, ?, ?, 'PENDING', ?, ?)
        """,
        answerId,
        messageId,
        chatId,
        askerId,
        attempts,
        now);
  }

  /** Begins an attempt; null when the answer is not pending, or may not be begun again. */
  @Nullable Attempt begin(UUID answerId) {
    return sql.first(
        """
        UPDATE assistant_answer SET attempt_count = attempt_count + 1, attempt_id = ?
        WHERE answer_id = ? AND status = 'PENDING' AND attempt_count < attempt_limit
        RETURNING attempt_id, answer_id, message_id, chat_id, asker_id, attempt_count
        """,
        row ->
            new Attempt(
                Rows.uuid(row, "attempt_id"),
                Rows.uuid(row, "answer_id"),
                Rows.uuid(row, "message_id"),
                Rows.uuid(row, "chat_id"),
                Rows.uuid(row, "asker_id"),
                Rows.integer(row, "attempt_count")),
        Ids.next(),
        answerId);
  }

  /** Adds a stage; false when the attempt does not count any more. */
  boolean addStage(Attempt attempt, String label, Instant now) {
    return sql.update(
            """
            INSERT INTO assistant_stage (answer_id, number, label, at)
            SELECT a.answer_id, 1 + (SELECT count(*) FROM assistant_stage s
              WHERE s.answer_id = a.answer_id), ?, ?
            FROM assistant_answer a
            WHERE a.answer_id = ? AND a.attempt_id = ? AND a.status = 'PENDING' FOR UPDATE OF a
            """,
            label,
            now,
            attempt.answerId(),
            attempt.id())
        == 1;
  }

  /** Makes the answer whole; false when the attempt does not count any more. */
  boolean complete(Attempt attempt, WholeAnswer answer, Instant now) {
    return sql.update(
            """
            UPDATE assistant_answer SET status = 'COMPLETE', intents = ?::text[],
              drawers = ?::jsonb, source = ?, finished_at = ?
            WHERE answer_id = ? AND attempt_id = ? AND status = 'PENDING'
            """,
            answer.intents().stream().map(Intent::name).toList(),
            Json.write(answer.drawers().stream().map(Drawers::written).toList()),
            answer.source(),
            now,
            attempt.answerId(),
            attempt.id())
        == 1;
  }

  /** Gives the answer up; false when the attempt does not count any more. */
  boolean fail(Attempt attempt, List<Intent> intents, String failure, Instant now) {
    return sql.update(
            """
            UPDATE assistant_answer SET status = 'FAILED', intents = ?::text[], failure = ?,
              finished_at = ?
            WHERE answer_id = ? AND attempt_id = ? AND status = 'PENDING'
            """,
            intents.stream().map(Intent::name).toList(),
            failure,
            now,
            attempt.answerId(),
            attempt.id())
        == 1;
  }

  /** Gives an answer up that may not be begun again; false when it is not such a one. */
  boolean failExhausted(UUID answerId, String failure, Instant now) {
    return sql.update(
            """
            UPDATE assistant_answer SET status = 'FAILED', failure = ?, finished_at = ?
            WHERE answer_id = ? AND status = 'PENDING' AND attempt_count >= attempt_limit
            """,
            failure,
            now,
            answerId)
        == 1;
  }

  /**
   * Lets an answer that failed be begun again so often; how many attempts it may have in all, or
   * null when it has not failed.
   */
  @Nullable Integer reopen(UUID answerId, int attempts) {
    return sql.first(
        """
        UPDATE assistant_answer SET status = 'PENDING', attempt_limit = attempt_count + ?,
          attempt_id = NULL, failure = NULL, finished_at = NULL
        WHERE answer_id = ? AND status = 'FAILED' RETURNING attempt_limit
        """,
        row -> Rows.integer(row, "attempt_limit"),
        attempts,
        answerId);
  }

  Map<UUID, AssistantAnswer> byIds(Collection<UUID> answerIds) {
    return sql
        .list(
            "SELECT * FROM assistant_answer WHERE answer_id = any(?::uuid[])",
            AnswerRepository::answer,
            answerIds)
        .stream()
        .collect(Collectors.toMap(AssistantAnswer::answerId, Function.identity()));
  }

  /** The stages of each, in their order; an answer without any is left out. */
  Map<UUID, List<AnswerStage>> stages(Collection<UUID> answerIds) {
    Map<UUID, List<AnswerStage>> stages = new HashMap<>();
    sql.list(
            """
            SELECT answer_id, label, at FROM assistant_stage
            WHERE answer_id = any(?::uuid[]) ORDER BY answer_id, number
            """,
            row ->
                Map.entry(
                    Rows.uuid(row, "answer_id"),
                    new AnswerStage(Rows.text(row, "label"), Rows.instant(row, "at"))),
            answerIds)
        .forEach(
            stage ->
                stages
                    .computeIfAbsent(stage.getKey(), id -> new ArrayList<>())
                    .add(stage.getValue()));
    return stages;
  }

  /** The answers to what a person asked, oldest first. */
  List<AssistantAnswer> of(UUID askerId) {
    return sql.list(
        "SELECT * FROM assistant_answer WHERE asker_id = ? ORDER BY created_at, answer_id",
        AnswerRepository::answer,
        askerId);
  }

  /**
   * The answers that tell of a person: those to what the person asked, and in the groups where the
   * person was or is those that have the person's id, name, or a word of the name in them.
   */
  List<UUID> telling(UUID personId) {
    return sql.list(
        """
        WITH who AS (
          SELECT p.id, p.name, ARRAY(SELECT word FROM regexp_split_to_table(p.name,
            '[^[:alpha:]]+') AS word WHERE length(word) > 2) AS words
          FROM person p WHERE p.id = ?
        ), said AS (
          SELECT a.answer_id, a.asker_id, concat_ws(' ', m.text, a.drawers, a.failure, (
            SELECT string_agg(s.label, ' ') FROM assistant_stage s
            WHERE s.answer_id = a.answer_id)) AS words
          FROM assistant_answer a JOIN chat_message m ON m.id = a.answer_id
          WHERE a.asker_id = (SELECT id FROM who) OR a.chat_id IN (
            SELECT v.chat_id FROM chat_member v WHERE v.person_id = (SELECT id FROM who))
        )
        SELECT s.answer_id FROM said s, who w
        WHERE s.asker_id = w.id OR position(w.id::text IN s.words) > 0
          OR position(lower(w.name) IN lower(s.words)) > 0
          OR regexp_split_to_array(s.words, '[^[:alpha:]]+') && w.words
        """,
        row -> Rows.uuid(row, "answer_id"),
        personId);
  }

  /** Empties what stands beside answers; one that is being made is given up. */
  void erase(List<UUID> answerIds, Instant now) {
    sql.update("DELETE FROM assistant_stage WHERE answer_id = any(?::uuid[])", answerIds);
    sql.update(
        """
        UPDATE assistant_answer SET drawers = '[]',
          failure = CASE status WHEN 'COMPLETE' THEN NULL ELSE 'Erased.' END,
          finished_at = coalesce(finished_at, ?),
          status = CASE status WHEN 'PENDING' THEN 'FAILED' ELSE status END
        WHERE answer_id = any(?::uuid[])
        """,
        now,
        answerIds);
  }

  private static AssistantAnswer answer(ResultSet row) throws SQLException {
    return new AssistantAnswer(
        Rows.uuid(row, "answer_id"),
        Rows.uuid(row, "asker_id"),
        Rows.enumValue(row, "status", AnswerStatus.class),
        Rows.integer(row, "attempt_count"),
        Rows.textList(row, "intents").stream().map(Intent::valueOf).toList(),
        Json.read(Rows.text(row, "drawers"), DRAWERS),
        Rows.nullableEnumValue(row, "source", AnswerWords.class),
        Rows.nullableText(row, "failure"));
  }
}
