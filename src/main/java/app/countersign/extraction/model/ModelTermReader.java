package app.countersign.extraction.model;

import app.countersign.document.DocumentText;
import app.countersign.llm.LanguageModels;
import app.countersign.llm.ModelAnswer;
import app.countersign.llm.ModelRequest;
import app.countersign.llm.PromptText;
import app.countersign.llm.Provider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has a language model read a contract's terms, and checks all that it says against the text. */
@Singleton
public final class ModelTermReader {
  private static final int MARK_BYTES = 16;
  private static final double TEMPERATURE = 0.1;

  private final LanguageModels models;
  private final Supplier<String> marks;

  /** Takes a new mark of 128 random bits for each contract. */
  @Inject
  public ModelTermReader(LanguageModels models) {
    this(models, randomMarks(new SecureRandom()));
  }

  ModelTermReader(LanguageModels models, Supplier<String> marks) {
    this.models = models;
    this.marks = marks;
  }

  /**
   * Reads.
   *
   * @param currency ISO 4217, of the amounts in the contract
   * @param preferred who is asked first; null for the configured order
   * @param budget the most it may take
   * @throws app.countersign.llm.ModelException when no model answers in the form asked for
   */
  public ModelReading read(
      DocumentText text, String currency, @Nullable Provider preferred, Duration budget) {
    TermPrompt prompt = new TermPrompt(text, currency, marks.get());
    PromptText user = most -> prompt.user(TextSelection.of(text, most));
    ModelAnswer answer =
        models.answer(
            ModelRequest.of(prompt.system(), user)
                .answeredAs(TermPrompt.form())
                .tuned(null, TEMPERATURE)
                .preferring(preferred),
            budget);
    int most = models.maxInputCharacters(answer.use().provider());
    TextSelection sent = TextSelection.of(text, most);
    return new ModelReading(
        new AnswerCheck(text, currency, sent.isComplete()).reading(answer.json()),
        answer.use(),
        sent.isComplete(),
        sent.pages());
  }

  private static Supplier<String> randomMarks(SecureRandom random) {
    return () -> {
      byte[] bytes = new byte[MARK_BYTES];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}
