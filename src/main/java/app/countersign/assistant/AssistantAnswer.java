package app.countersign.assistant;

import app.countersign.intent.Intent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came to be and what stands beside it.
 *
 * @param answerId the message that it is
 * @param askerId whose question it answers
 * @param attemptCount how often it was begun
 * @param source null until it is whole
 * @param failure why it failed, for a person; null where it did not
 */
record AssistantAnswer(
    UUID answerId,
    UUID askerId,
    AnswerStatus status,
    int attemptCount,
    List<Intent> intents,
    List<StoredDrawer> drawers,
    @Nullable AnswerWords source,
    @Nullable String failure) {
  AssistantAnswer {
    intents = List.copyOf(intents);
    drawers = List.copyOf(drawers);
  }

  /** Where an answer stands. */
  enum AnswerStatus {
    PENDING,
    COMPLETE,
    FAILED
  }
}
