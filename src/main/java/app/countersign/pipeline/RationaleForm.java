package app.countersign.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a rationale reads: at most 3 sentences, a concrete number, and a because or since. It is 20
 * to 5,000 characters long.
 */
public final class RationaleForm {
  /** The most sentences a rationale has. */
  public static final int MOST_SENTENCES = 3;

  static final int SHORTEST = 20;
  static final int LONGEST = 5_000;
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s+\\p{Lu}|\\s*$)");
  private static final Pattern NUMBER = Pattern.compile("\\d");
  private static final Pattern REASON = Pattern.compile("\\b(because|since)\\b");

  private RationaleForm() {}

  /** What is wrong with the form of a text; empty where nothing is. */
  public static List<String> faults(String rationale) {
    List<String> faults = new ArrayList<>();
    int length = rationale.codePointCount(0, rationale.length());
    if (length < SHORTEST || length > LONGEST) {
      faults.add("is " + length + " characters long, not 20 to 5,000");
    }
    if (sentences(rationale) > MOST_SENTENCES) {
      faults.add("has " + sentences(rationale) + " sentences, more than 3");
    }
    if (!NUMBER.matcher(rationale).find()) {
      faults.add("holds no number");
    }
    if (!REASON.matcher(rationale.toLowerCase(Locale.ROOT)).find()) {
      faults.add("holds neither because nor since");
    }
    return List.copyOf(faults);
  }

  /** How many sentences a text has; a text without a closing mark is one. */
  public static int sentences(String text) {
    String stripped = text.strip();
    int ends = (int) SENTENCE_END.matcher(stripped).results().count();
    return !stripped.isEmpty() && !stripped.matches("(?s).*[.!?]") ? ends + 1 : ends;
  }
}
