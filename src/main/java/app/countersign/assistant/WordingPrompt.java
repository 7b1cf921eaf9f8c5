package app.countersign.assistant;

import app.countersign.llm.ModelRequest;
import app.countersign.platform.db.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a model is told: our rules, the answer and the question, both as data between marks.
 * Addresses, ids and long numbers are left out of the question.
 *
 * @param mark what neither can hold, because it was chosen after they were written
 */
record WordingPrompt(String question, String own, String mark) {
  private static final double TEMPERATURE = 0.3;
  private static final int MOST_TOKENS = 1_000;
  private static final int LONGEST_QUESTION = 1_000;
  private static final String LEFT_OUT = "(left out)";
  private static final Pattern PRIVATE =
      Pattern.compile(
          "\\S+@[\\p{L}\\p{N}.-]+\\.\\p{L}{2,}"
              + "|\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}"
              + "|\\d(?:[ .-]?\\d){6,}");

  /** The rules, read when the first answer is worded. */
  private static final class Rules {
    static final String TEXT = read();

    private static String read() {
      String name = "/assistant/wording-rules.txt";
      try (InputStream file = WordingPrompt.class.getResourceAsStream(name)) {
        if (file == null) {
          throw new IllegalStateException("no resource " + name);
        }
        return new String(file.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  static WordingPrompt of(Question question, String own) {
    String words = PRIVATE.matcher(question.text()).replaceAll(LEFT_OUT);
    int end =
        words.offsetByCodePoints(
            0, Math.min(LONGEST_QUESTION, words.codePointCount(0, words.length())));
    return new WordingPrompt(words.substring(0, end), own, Ids.next().toString());
  }

  ModelRequest request() {
    return ModelRequest.of(Rules.TEXT.replace("{mark}", mark), most -> user())
        .tuned(MOST_TOKENS, TEMPERATURE);
  }

  private String user() {
    return "BEGIN %1$s question\n%2$s\nEND %1$s\n\nBEGIN %1$s answer\n%3$s\nEND %1$s"
        .formatted(mark, question, own);
  }
}
