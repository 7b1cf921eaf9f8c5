package app.countersign.platform.cardnumber;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into runs: groups of digits of any script with nothing between them but up to three
 * spaces, dashes or dots. Characters that cannot be seen do not count.
 */
final class DigitRuns {
  private static final int WIDEST_GAP = 3;

  private final String text;
  private final List<Run> runs = new ArrayList<>();
  private List<DigitGroup> groups = new ArrayList<>();
  private List<String> gaps = new ArrayList<>();

  private DigitRuns(String text) {
    this.text = text;
  }

  /**
   * Groups and what stands between them.
   *
   * @param gaps one fewer than groups
   */
  record Run(List<DigitGroup> groups, List<String> gaps) {}

  static List<Run> of(String text) {
    DigitRuns scan = new DigitRuns(text);
    scan.scan();
    return scan.runs;
  }

  private void scan() {
    StringBuilder digits = new StringBuilder();
    StringBuilder gap = new StringBuilder();
    int start = 0;
    int end = 0;
    int place = 0;
    while (place < text.length()) {
      int character = text.codePointAt(place);
      int next = place + Character.charCount(character);
      int digit = digit(character);
      if (digit >= 0) {
        if (digits.isEmpty()) {
          start = place;
        }
        digits.append(digit);
        end = next;
      } else if (!isInvisible(character)) {
        if (!digits.isEmpty()) {
          add(new DigitGroup(start, end, digits.toString()), gap);
          digits.setLength(0);
          gap.setLength(0);
        }
        char kind = gapKind(character);
        if (kind == 0 || gap.length() == WIDEST_GAP) {
          close();
          gap.setLength(0);
        } else {
          gap.append(kind);
        }
      }
      place = next;
    }
    if (!digits.isEmpty()) {
      add(new DigitGroup(start, end, digits.toString()), gap);
    }
    close();
  }

  private void add(DigitGroup group, StringBuilder gap) {
    if (!groups.isEmpty()) {
      gaps.add(gap.toString());
    }
    groups.add(group);
  }

  private void close() {
    if (!groups.isEmpty()) {
      runs.add(new Run(List.copyOf(groups), List.copyOf(gaps)));
      groups = new ArrayList<>();
      gaps = new ArrayList<>();
    }
  }

  /** The value of a digit of any script, circled or raised ones too; -1 for what is none. */
  static int digit(int character) {
    int type = Character.getType(character);
    if (type == Character.DECIMAL_DIGIT_NUMBER) {
      return Character.digit(character, 10);
    }
    int value = type == Character.OTHER_NUMBER ? Character.getNumericValue(character) : -1;
    return value <= 9 ? value : -1;
  }

  private static boolean isInvisible(int character) {
    int type = Character.getType(character);
    return type == Character.FORMAT || type == Character.NON_SPACING_MARK;
  }

  /** The kind of a gap's character, 0 where a card's number would not go on behind it. */
  private static char gapKind(int character) {
    int type = Character.getType(character);
    if (type == Character.SPACE_SEPARATOR || character == '\t') {
      return ' ';
    }
    if (type == Character.DASH_PUNCTUATION || character == '\u2212') {
      return '-';
    }
    return switch (character) {
      case '.', '\u00b7', '\u2022', '\u2024', '\u2219', '\u22c5', '\uff0e' -> '.';
      default -> 0;
    };
  }
}
