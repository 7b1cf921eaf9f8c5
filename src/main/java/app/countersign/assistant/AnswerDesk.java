package app.countersign.assistant;

import app.countersign.assistant.AssistantAnswer.AnswerStatus;
import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.chat.ChatLog;
import app.countersign.chat.ChatMessages;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person may do with an answer: have one that failed tried again. */
@Singleton
class AnswerDesk {
  private static final List<String> PATH = List.of("input", "messageId");

  private final AnswerRepository answers;
  private final ChatMessages messages;
  private final ChatLog log;
  private final AnswerTask task;
  private final AssistantConfiguration configuration;
  private final AuditTrail audit;

  AnswerDesk(
      AnswerRepository answers,
      ChatMessages messages,
      ChatLog log,
      AnswerTask task,
      AssistantConfiguration configuration,
      AuditTrail audit) {
    this.answers = answers;
    this.messages = messages;
    this.log = log;
    this.task = task;
    this.configuration = configuration;
    this.audit = audit;
  }

  /** Whether somebody may have an answer tried again; null for what is no answer. */
  static Allowance canRetry(@Nullable AssistantAnswer answer, UUID viewerId) {
    if (answer == null) {
      return Allowance.no("Only an answer of the assistant can be tried again.");
    }
    if (!answer.askerId().equals(viewerId)) {
      return Allowance.no("Only the one who asked can have it tried again.");
    }
    return switch (answer.status()) {
      case FAILED -> Allowance.YES;
      case PENDING -> Allowance.no("It is being written.");
      case COMPLETE -> Allowance.no("It did not fail.");
    };
  }

  /**
   * Has a failed answer tried again.
   *
   * @throws RefusedException NOT_FOUND when the actor can read no such answer, NOT_ALLOWED when
   *     somebody else asked, ILLEGAL_TRANSITION when it has not failed
   */
  @Transactional
  RetryAnswerPayload retry(Actor actor, RetryAnswerInput input) {
    UUID id = input.messageId();
    AssistantAnswer answer =
        messages.readable(actor.id(), List.of(id)).isEmpty()
            ? null
            : answers.byIds(List.of(id)).get(id);
    if (answer == null) {
      throw refused(UserErrorCode.NOT_FOUND, "There is no such answer.", null);
    }
    Allowance allowance = canRetry(answer, actor.id());
    if (!answer.askerId().equals(actor.id())) {
      throw refused(UserErrorCode.NOT_ALLOWED, String.valueOf(allowance.reason()), null);
    }
    Integer attemptLimit =
        allowance.allowed() ? answers.reopen(id, configuration.attempts()) : null;
    if (attemptLimit == null || !log.beginAgain(id)) {
      AnswerStatus status = allowance.allowed() ? AnswerStatus.PENDING : answer.status();
      throw refused(
          UserErrorCode.ILLEGAL_TRANSITION, "Only an answer that failed is tried again.", status);
    }
    task.schedule(id, attemptLimit);
    audit.record(
        actor,
        AuditEvent.of(
            "ChatMessage",
            id.toString(),
            AuditAction.ANSWER,
            actor.id().toString(),
            Map.of("status", AnswerStatus.FAILED),
            Map.of("status", AnswerStatus.PENDING)));
    return RetryAnswerPayload.of(id);
  }

  private static RefusedException refused(
      UserErrorCode code, String message, @Nullable AnswerStatus status) {
    return new RefusedException(
        List.of(new UserError(code, message, PATH, null, status == null ? null : status.name())));
  }
}
