package app.countersign.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the words of one page of text go on a page of paper, as on a typewriter: each character has
 * a cell, so that tables keep their columns. The letters are as large as the page allows. Lines too
 * long for the smallest letters are wrapped; a page with too many lines grows taller. All measures
 * are points of 1/72 inch.
 *
 * @param fontSize of all its words
 * @param pageHeight of the sheet
 * @param runs words that stand together, in reading order
 */
record PageLayout(float fontSize, float pageHeight, List<Run> runs) {
  private static final float LETTER_WIDTH = 612;
  private static final float LETTER_HEIGHT = 792;
  private static final float TALLEST = 14_400;
  private static final float MARGIN = 54;
  private static final float LARGEST = 11;
  private static final float SMALLEST = 6;
  private static final float STEP = 0.25f;
  private static final float LEADING = 1.2f;
  private static final float CELL = 0.52f;
  private static final int WIDEST_LINE = columns(SMALLEST);
  private static final Pattern TOGETHER = Pattern.compile("\\S+(?: \\S+)*");

  /**
   * Words that stand together.
   *
   * @param left the place of the first letter, from the left edge
   * @param up the place of the base line, from the lower edge
   */
  record Run(float left, float up, String words) {}

  /** Lays out one page of text. */
  static PageLayout of(String text) {
    List<String> lines = new ArrayList<>();
    text.stripTrailing().lines().forEach(line -> wrap(line.stripTrailing(), lines));
    int widest =
        lines.stream().mapToInt(line -> line.codePointCount(0, line.length())).max().orElse(0);
    float size = LARGEST;
    while (size > SMALLEST && !fits(size, widest, lines.size())) {
      size -= STEP;
    }
    float needed = lines.size() * size * LEADING + 2 * MARGIN;
    float height = Math.clamp(needed, LETTER_HEIGHT, TALLEST);
    float leading = needed > TALLEST ? (TALLEST - 2 * MARGIN) / lines.size() : size * LEADING;
    return new PageLayout(size, height, runs(lines, size, height, leading));
  }

  float pageWidth() {
    return LETTER_WIDTH;
  }

  float cellsPerEm() {
    return 1 / CELL;
  }

  private static boolean fits(float size, int widest, int lines) {
    return widest <= columns(size) && lines * size * LEADING <= LETTER_HEIGHT - 2 * MARGIN;
  }

  private static int columns(float size) {
    return (int) ((LETTER_WIDTH - 2 * MARGIN) / (size * CELL));
  }

  private static void wrap(String line, List<String> lines) {
    String rest = line;
    while (rest.codePointCount(0, rest.length()) > WIDEST_LINE) {
      int end = rest.offsetByCodePoints(0, WIDEST_LINE);
      int space = rest.lastIndexOf(' ', end);
      int cut = rest.substring(0, Math.max(space, 0)).isBlank() ? end : space;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
  }

  private static List<Run> runs(List<String> lines, float size, float height, float leading) {
    List<Run> runs = new ArrayList<>();
    float up = height - MARGIN - size;
    for (String line : lines) {
      Matcher together = TOGETHER.matcher(line);
      while (together.find()) {
        int column = line.codePointCount(0, together.start());
        runs.add(new Run(MARGIN + column * size * CELL, up, together.group()));
      }
      up -= leading;
    }
    return List.copyOf(runs);
  }
}
