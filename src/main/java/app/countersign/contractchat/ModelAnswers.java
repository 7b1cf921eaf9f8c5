package app.countersign.contractchat;

import app.countersign.contractchat.PassageAnswer.Reason;
import app.countersign.document.QuoteFinder;
import app.countersign.llm.LanguageModels;
import app.countersign.llm.ModelAnswer;
import app.countersign.llm.ModelException;
import app.countersign.trace.ModelUse;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a language model word answers. Only words that rest on quotes found in the text are written;
 * where there are none, or no model answers, the answer is passages and says so.
 */
@Singleton
class ModelAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ModelAnswers.class);
  private static final String CUT_SHORT =
      "\n\nThe answer was cut here: it was longer than allowed.";

  private final LanguageModels models;

  ModelAnswers(LanguageModels models) {
    this.models = models;
  }

  /** Whether any model can be asked. */
  boolean areThere() {
    return !models.configured().isEmpty();
  }

  /**
   * Writes the whole answer.
   *
   * @param budget the most that the model may take
   * @throws GrowingAnswer.GivenUp when the answer is not pending any more
   */
  void write(Briefing briefing, Duration budget, GrowingAnswer answer) {
    CitedWords words = new CitedWords(QuoteFinder.in(briefing.text()), answer::add);
    AnswerPrompt prompt = AnswerPrompt.of(briefing);
    try {
      ModelAnswer given = models.stream(prompt.request(), budget, words);
      List<Citation> citations = words.end();
      if (citations.isEmpty()) {
        answer.complete(PassageAnswer.of(Reason.MODEL_UNCITED, briefing, 0));
      } else {
        answer.complete(whole(given, citations));
      }
    } catch (CitedWords.Uncited uncited) {
      answer.complete(PassageAnswer.of(Reason.MODEL_UNCITED, briefing, 0));
    } catch (ModelException failure) {
      LOG.warn("An answer was written without a model: {}", failure.getMessage());
      answer.complete(withoutModel(briefing, words.end()));
    }
  }

  private static WholeAnswer whole(ModelAnswer given, List<Citation> citations) {
    return new WholeAnswer(
        given.isCutShort() ? CUT_SHORT : "", citations, AnswerSource.MODEL, use(given.use()));
  }

  /** What was shown already stays, for somebody may have read it. */
  private static WholeAnswer withoutModel(Briefing briefing, List<Citation> cited) {
    if (cited.isEmpty()) {
      return PassageAnswer.of(Reason.MODEL_SILENT, briefing, 0);
    }
    WholeAnswer rest = PassageAnswer.of(Reason.MODEL_BROKE_OFF, briefing, cited.size());
    List<Citation> citations = new ArrayList<>(cited);
    citations.addAll(rest.citations());
    return new WholeAnswer("\n\n" + rest.words(), citations, AnswerSource.MODEL, null);
  }

  private static ModelUse use(app.countersign.llm.ModelUse use) {
    return new ModelUse(
        use.model(),
        BigDecimal.valueOf(AnswerPrompt.TEMPERATURE),
        tokens(use.promptTokens(), use.completionTokens()));
  }

  private static @Nullable Integer tokens(@Nullable Integer asked, @Nullable Integer answered) {
    return asked == null || answered == null ? null : asked + answered;
  }
}
