package app.countersign.assistant;

import app.countersign.assistant.AnswerRepository.Attempt;
import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.chat.ChatEventKind;
import app.countersign.chat.ChatLog;
import app.countersign.intent.Intent;
import app.countersign.platform.access.Actor;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores what becomes of an answer, each change with its event and its entry in one transaction,
 * and only for the attempt that counts. An answer so ends once, whatever happens.
 */
@Singleton
class AnswerStore {
  private static final Actor ASSISTANT = Actor.system("The assistant");
  private static final String SUBJECT = "ChatMessage";
  private static final int LONGEST_LABEL = 200;

  private final AnswerRepository answers;
  private final ChatLog log;
  private final AuditTrail audit;
  private final Clock clock;

  AnswerStore(AnswerRepository answers, ChatLog log, AuditTrail audit, Clock clock) {
    this.answers = answers;
    this.log = log;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Stores and announces a stage.
   *
   * @throws TakenOver when the attempt does not count any more
   */
  @Transactional
  void stage(Attempt attempt, String label) {
    if (!answers.addStage(attempt, shortened(label, LONGEST_LABEL), clock.instant())) {
      throw new TakenOver();
    }
    log.changed(attempt.answerId(), ChatEventKind.STAGE);
  }

  /**
   * Stores the answer with what is to be kept with it.
   *
   * @throws TakenOver when the attempt does not count any more; nothing is stored then
   */
  @Transactional
  void complete(Attempt attempt, WholeAnswer answer) {
    if (!answers.complete(attempt, answer, clock.instant())) {
      throw new TakenOver();
    }
    answer.keeping().forEach(Runnable::run);
    record(
        attempt.answerId(),
        attempt.askerId(),
        Map.of(
            "status",
            "COMPLETE",
            "intents",
            answer.intents(),
            "source",
            answer.source(),
            "attempt",
            attempt.number()));
    log.complete(attempt.answerId(), shortened(answer.text(), ChatLog.LONGEST_TEXT));
  }

  /** Gives the answer up, if the attempt still counts. */
  @Transactional
  void fail(Attempt attempt, List<Intent> intents, String reason) {
    if (answers.fail(attempt, intents, reason, clock.instant())) {
      record(
          attempt.answerId(),
          attempt.askerId(),
          Map.of("status", "FAILED", "attempt", attempt.number()));
      log.fail(attempt.answerId());
    }
  }

  /** Gives an answer up that may not be begun again. */
  @Transactional
  void failExhausted(UUID answerId, String reason) {
    if (answers.failExhausted(answerId, reason, clock.instant())) {
      AssistantAnswer answer = answers.byIds(List.of(answerId)).get(answerId);
      if (answer != null) {
        record(
            answerId,
            answer.askerId(),
            Map.of("status", "FAILED", "attempt", answer.attemptCount()));
      }
      log.fail(answerId);
    }
  }

  private void record(UUID answerId, UUID askerId, Object after) {
    audit.record(
        ASSISTANT,
        AuditEvent.of(
            SUBJECT,
            answerId.toString(),
            AuditAction.ANSWER,
            askerId.toString(),
            Map.of("status", "PENDING"),
            after));
  }

  private static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
