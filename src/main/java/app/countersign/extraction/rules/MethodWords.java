package app.countersign.extraction.rules;

import app.countersign.platform.data.DataNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that name a way of finding a refund, from {@code extraction/method-words.yml}. */
final class MethodWords {
  private static final Map<Kind, List<Pattern>> PATTERNS = load();
  private static final List<String> STEMS =
      List.of(
          "rat",
          "78",
          "seventy",
          "digits",
          "sum",
          "actuar",
          "proportion",
          "refund",
          "straight",
          "earned",
          "t/n",
          "t / n",
          "t + 1",
          "t+1",
          "percent",
          "%",
          "method");

  private static final int MOST_PER_PATTERN = 4;

  private MethodWords() {}

  /** What a word names. */
  enum Kind {
    RULE_OF_78,
    SHORT_RATE,
    ACTUARIAL,
    PRO_RATA,
    NONE,
    FLAT,
    FLAT_RATE,
    OTHER
  }

  /**
   * Words found.
   *
   * @param kind what they name
   * @param start of the first of them in the folded text
   * @param end after the last
   */
  record Match(Kind kind, int start, int end) {}

  /** All that a folded text holds, by kind and then in order. */
  static List<Match> in(String text) {
    List<Match> matches = new ArrayList<>();
    if (STEMS.stream().noneMatch(text::contains)) {
      return matches;
    }
    PATTERNS.forEach(
        (kind, patterns) -> {
          for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            for (int count = 0; count < MOST_PER_PATTERN && matcher.find(); count++) {
              matches.add(new Match(kind, matcher.start(), matcher.end()));
            }
          }
        });
    return matches;
  }

  private static Map<Kind, List<Pattern>> load() {
    Map<Kind, List<Pattern>> patterns = new EnumMap<>(Kind.class);
    for (DataNode node : DataNode.read("extraction/method-words.yml").children("words")) {
      patterns.put(
          node.oneOf("kind", Kind.class),
          node.texts("patterns").stream().map(Pattern::compile).toList());
    }
    return patterns;
  }
}
