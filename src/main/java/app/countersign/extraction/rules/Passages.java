package app.countersign.extraction.rules;

import app.countersign.document.WhiteSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a document into clauses: lines into paragraphs, a paragraph into its sentences. Page breaks
 * and page numbers inside a sentence do not end it. Takes time in proportion to the text.
 */
final class Passages {
  private static final int LONGEST_CLAUSE = 1_200;
  private static final int LONGEST_PARAGRAPH = 20_000;
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "no", "nos", "inc", "co", "corp", "ltd", "vs", "v", "sec", "art", "mr", "mrs", "ms", "st",
          "rev", "stat", "fin", "ins", "civ", "colo", "tex", "e.g", "i.e", "u.s.c", "u.s", "approx",
          "max", "min", "par", "para", "cf");

  private final String content;
  private final List<Clause> clauses = new ArrayList<>();
  private int paragraph;
  private int pageBreak = -1;
  private boolean wasLabel;
  private boolean isLabelAmongLabels;

  private Passages(String content) {
    this.content = content;
  }

  /** The clauses of a text in order. */
  static List<Clause> of(String content) {
    Passages passages = new Passages(content);
    passages.cut();
    return List.copyOf(passages.clauses);
  }

  private record Line(int start, int end, String text) {}

  private void cut() {
    List<Line> open = new ArrayList<>();
    boolean isApart = false;
    int at = 0;
    while (at <= content.length()) {
      int end = lineEnd(at);
      Line line = new Line(at, end, content.substring(at, end));
      boolean endsPage = end < content.length() && content.charAt(end) == '\f';
      if (line.text().isBlank() || Layout.isFooter(line.text()) && isAtPageEdge(at, end)) {
        isApart |= line.text().isBlank() && !endsPage && !isAtPageEdge(at, end);
      } else {
        if (!open.isEmpty() && !continues(open, line, isApart)) {
          close(open);
        }
        boolean isLabel = Layout.isLabel(line.text());
        isLabelAmongLabels = isLabel && wasLabel && !isApart;
        wasLabel = isLabel;
        open.add(line);
        isApart = false;
      }
      pageBreak = endsPage ? end : pageBreak;
      at = end + 1;
    }
    close(open);
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < content.length()
        && content.charAt(end) != '\n'
        && content.charAt(end) != '\f'
        && content.charAt(end) != '\r'
        && content.charAt(end) != '\u2028') {
      end++;
    }
    return end;
  }

  /** Whether only white space stands between a line and the break of its page. */
  private boolean isAtPageEdge(int start, int end) {
    int before = start - 1;
    while (before >= 0 && before > start - 200 && isBlankInPage(before)) {
      before--;
    }
    int after = end;
    while (after < content.length() && after < end + 200 && isBlankInPage(after)) {
      after++;
    }
    return before < 0
        || after >= content.length()
        || content.charAt(before) == '\f'
        || content.charAt(after) == '\f';
  }

  private boolean isBlankInPage(int index) {
    char letter = content.charAt(index);
    return letter != '\f' && WhiteSpace.is(letter);
  }

  private boolean continues(List<Line> open, Line line, boolean isApart) {
    Line last = open.getLast();
    if (Layout.isValue(line.text()) && isLabelAmongLabels && isFollowedByValue(line)) {
      return false;
    }
    boolean isOverPage = pageBreak >= last.end();
    if (isOverPage && Layout.endsSentence(last.text())) {
      return false;
    }
    if (line.end() - open.getFirst().start() > LONGEST_PARAGRAPH) {
      return false;
    }
    return !isApart && Layout.goesOn(last.text(), line.text());
  }

  /** Labels in a column and then values in a column: nobody can say which belong together. */
  private boolean isFollowedByValue(Line line) {
    int start = Math.min(line.end() + 1, content.length());
    return Layout.isValue(content.substring(start, lineEnd(start)));
  }

  private void close(List<Line> open) {
    if (!open.isEmpty()) {
      int start = open.getFirst().start();
      int end = open.getLast().end();
      if (open.size() == 1 && Layout.isRow(open.getFirst().text())) {
        add(start, end, true);
      } else {
        sentences(start, end);
      }
      paragraph++;
      open.clear();
    }
  }

  private void sentences(int start, int end) {
    int from = start;
    for (int at = start; at < end; at++) {
      boolean isTooLong = at - from >= LONGEST_CLAUSE && WhiteSpace.is(content.charAt(at));
      if (isTooLong || at - from >= 2 * LONGEST_CLAUSE || isSentenceEnd(from, at, end)) {
        add(from, at + 1, false);
        from = at + 1;
      }
    }
    add(from, end, false);
  }

  private boolean isSentenceEnd(int from, int at, int end) {
    char letter = content.charAt(at);
    if (letter != '.' && letter != ';' && letter != '!' && letter != '?') {
      return false;
    }
    int next = at + 1;
    while (next < end && "\")'\u201D\u2019".indexOf(content.charAt(next)) >= 0) {
      next++;
    }
    if (next < end && !WhiteSpace.is(content.charAt(next))) {
      return false;
    }
    return letter != '.' || !isAbbreviation(from, at);
  }

  private boolean isAbbreviation(int from, int at) {
    int start = at;
    while (start > from && !WhiteSpace.is(content.charAt(start - 1)) && at - start < 9) {
      start--;
    }
    String word = content.substring(start, at).toLowerCase(java.util.Locale.ROOT);
    return ABBREVIATIONS.contains(word)
        || word.length() == 1 && Character.isLetter(word.charAt(0)) && start > from + 1;
  }

  private void add(int start, int end, boolean isRow) {
    int from = start;
    int to = end;
    while (from < to && WhiteSpace.is(content.charAt(from))) {
      from++;
    }
    while (to > from && WhiteSpace.is(content.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      clauses.add(new Clause(from, to, paragraph, isRow, Folded.of(content, from, to)));
    }
  }
}
