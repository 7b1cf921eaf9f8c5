package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of a line of a table, by their columns. */
final class Cells {
  private static final Pattern GAP = Pattern.compile("\\s*\\|\\s*|\\t+| {3,}|\\.{4,}");

  private Cells() {}

  /**
   * A cell.
   *
   * @param start the place of its first character in the document
   * @param end after its last
   * @param column where it begins in its line
   * @param text its words, folded
   */
  record Cell(int start, int end, int column, String text) {}

  static List<Cell> of(String content, Clause row) {
    int lineStart = content.lastIndexOf('\n', Math.max(0, row.start() - 1)) + 1;
    String line = content.substring(row.start(), row.end());
    List<Cell> cells = new ArrayList<>();
    Matcher gap = GAP.matcher(line);
    int from = 0;
    while (gap.find()) {
      add(cells, content, row.start() + from, row.start() + gap.start(), lineStart);
      from = gap.end();
    }
    add(cells, content, row.start() + from, row.end(), lineStart);
    return cells;
  }

  private static void add(List<Cell> cells, String content, int start, int end, int lineStart) {
    String text = Folded.of(content, start, end).text();
    if (!text.isBlank()) {
      cells.add(new Cell(start, end, start - lineStart, text));
    }
  }
}
