package app.countersign.assistant;

import app.countersign.feature.Features;
import app.countersign.llm.LanguageModels;
import app.countersign.llm.ModelAnswer;
import app.countersign.llm.ModelException;
import app.countersign.platform.db.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a language model put an answer into better words, where one is configured and switched on.
 * Its text is used only when {@link WordingCheck} has no objection; else the answer keeps its own.
 */
@Singleton
class Wording {
  private static final Logger LOG = LoggerFactory.getLogger(Wording.class);

  /** What storing the answer needs of the time. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  private final LanguageModels models;
  private final Features features;
  private final WordingCheck check;

  Wording(LanguageModels models, Features features, WordingCheck check) {
    this.models = models;
    this.features = features;
    this.check = check;
  }

  /** A text, and whose words it is in. */
  record Worded(String text, AnswerWords source) {}

  /**
   * The answer in better words, or in its own.
   *
   * @param own the answer as its engines worded it
   */
  Worded reworded(Question question, String own, StageLog stages) {
    Worded same = new Worded(own, AnswerWords.TEMPLATE);
    Duration budget = budget();
    if (!features.isAiOn() || models.configured().isEmpty() || !budget.isPositive()) {
      return same;
    }
    stages.begin("Wording the answer");
    try {
      ModelAnswer answer = models.answer(WordingPrompt.of(question, own).request(), budget);
      String text = answer.text().strip();
      String objection = answer.isCutShort() ? "it was cut short" : check.objection(text, own);
      if (objection == null) {
        return new Worded(text, AnswerWords.MODEL);
      }
      LOG.info("A model's wording is not used: {}", objection);
    } catch (ModelException failure) {
      LOG.warn("An answer keeps its own words: {}", failure.getMessage());
    }
    return same;
  }

  private static Duration budget() {
    Deadline deadline = Deadline.current();
    return deadline == null ? Duration.ZERO : deadline.remaining().minus(RESERVE);
  }
}
