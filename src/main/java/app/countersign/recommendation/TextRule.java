package app.countersign.recommendation;

import org.jspecify.annotations.Nullable;

/** How long the texts at the desk may be, in code points after trimming. */
public enum TextRule {
  TITLE("The title", 5, 200),
  RATIONALE("The rationale", 20, 5_000),
  REASON("The reason", 10, 2_000),
  RESOLUTION("The resolution", 10, 2_000),
  NOTES("The notes", 0, 5_000),
  NOTE("The note", 1, 5_000),
  SOURCE("The source", 1, 100),
  CONTENT_ID("The content's id", 1, 200);

  private final String name;
  private final int least;
  private final int most;

  TextRule(String name, int least, int most) {
    this.name = name;
    this.least = least;
    this.most = most;
  }

  /** The text without the blanks around it. */
  public static String trim(String text) {
    return text.strip();
  }

  /** What is wrong with a trimmed text, for people; null when nothing is. */
  public @Nullable String fault(String trimmed) {
    if (least > 0 && trimmed.isBlank()) {
      return "%s must not be blank.".formatted(name);
    }
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length >= least && length <= most) {
      return null;
    }
    return least == 0
        ? "%s may have at most %,d characters, not %,d.".formatted(name, most, length)
        : "%s must have %d to %,d characters, not %,d.".formatted(name, least, most, length);
  }
}
