package app.countersign.assistant;

import app.countersign.intent.Intent;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * How the assistant answers.
 *
 * @param deadline the most that one attempt at an answer may take
 * @param answersAtOnce how many answers one server makes side by side; others wait
 * @param attempts how often an answer is begun, should servers die over it, before it has failed
 * @param suggestFrom in a group, how sure the classifier has to be of a message that does not call
 *     the assistant, 0 to 1
 * @param off what it does not answer
 */
@ConfigurationProperties("countersign.assistant")
public record AssistantConfiguration(
    @Bindable(defaultValue = "PT20S") Duration deadline,
    @Bindable(defaultValue = "8") int answersAtOnce,
    @Bindable(defaultValue = "3") int attempts,
    @Bindable(defaultValue = "0.8") double suggestFrom,
    @Bindable(defaultValue = "") List<Intent> off) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public AssistantConfiguration {
    off = List.copyOf(off);
    require(deadline.isPositive(), "deadline must be above zero");
    require(answersAtOnce >= 1, "answers-at-once must be at least 1");
    require(attempts >= 1, "attempts must be at least 1");
    require(suggestFrom >= 0 && suggestFrom <= 1, "suggest-from must be 0 to 1");
  }

  private static void require(boolean isRight, String message) {
    if (!isRight) {
      throw new IllegalArgumentException("countersign.assistant." + message);
    }
  }
}
