package app.countersign.intent;

import java.io.IOException;
import java.util.List;

/** The questions of banking77's test set, for tests of what answers them. */
public final class BankingQuestions {
  private BankingQuestions() {}

  /** A question with its own intent's name. */
  public record Asked(String text, String category) {}

  public static List<Asked> all() throws IOException {
    return BankingQuestion.all().stream()
        .map(question -> new Asked(question.text(), question.category()))
        .toList();
  }

  /** A resource of the tests as text. */
  public static String read(String resource) throws IOException {
    return BankingQuestion.read(resource);
  }
}
