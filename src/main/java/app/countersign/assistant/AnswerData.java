package app.countersign.assistant;

import app.countersign.customer.PersonalData;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * What stands beside the answers to what a person asked. Their texts are messages and go with the
 * chat; what was done and computed for them goes with the person.
 */
@Singleton
class AnswerData implements PersonalData {
  private final AnswerRepository answers;

  AnswerData(AnswerRepository answers) {
    this.answers = answers;
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
    answers.erase(personId);
  }
}
