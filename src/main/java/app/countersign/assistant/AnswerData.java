package app.countersign.assistant;

import app.countersign.chat.ChatLog;
import app.countersign.customer.PersonalData;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * What stands beside the answers to what a person asked. Erased, the answers that tell of the
 * person go with it: their texts, what was done and computed for them, also where somebody else
 * asked in a group they were in.
 */
@Singleton
@Order(AnswerData.WHILE_THE_NAME_IS_KNOWN)
class AnswerData implements PersonalData {
  /** Answers are found by the name too, which other parts erase. */
  static final int WHILE_THE_NAME_IS_KNOWN = -50;

  private final AnswerRepository answers;
  private final ChatLog log;
  private final Clock clock;

  AnswerData(AnswerRepository answers, ChatLog log, Clock clock) {
    this.answers = answers;
    this.log = log;
    this.clock = clock;
  }

  private record Exported(AssistantAnswer answer, List<AnswerStage> stages) {}

  @Override
  public String section() {
    return "answers";
  }

  @Override
  public Object export(UUID personId) {
    List<AssistantAnswer> asked = answers.of(personId);
    var stages = answers.stages(asked.stream().map(AssistantAnswer::answerId).toList());
    return asked.stream()
        .map(answer -> new Exported(answer, stages.getOrDefault(answer.answerId(), List.of())))
        .toList();
  }

  @Override
  public void erase(UUID personId) {
    List<UUID> telling = answers.telling(personId);
    answers.erase(telling, clock.instant());
    log.eraseAnswers(telling);
  }
}
