package app.countersign.contractchat;

import app.countersign.document.DocumentText;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into passages of about {@value #ENOUGH} to {@value #MOST} characters: whole
 * paragraphs where they are short, whole sentences where they are long, never across pages. A
 * heading goes with what follows it.
 */
final class Passages {
  private static final int ENOUGH = 300;
  private static final int MOST = 700;
  private static final int LONGEST_HEADING = 80;
  private static final int LEAST_BEFORE_HEADING = 120;
  private static final Pattern BLANK_LINES = Pattern.compile("\\R[^\\S\\n\\r]*\\R\\s*");

  private final String content;
  private final int page;
  private final List<Passage> passages;
  private int start = -1;
  private int end = -1;

  private Passages(String content, int page, List<Passage> passages) {
    this.content = content;
    this.page = page;
    this.passages = passages;
  }

  private record Span(int start, int end) {
    int length() {
      return end - start;
    }
  }

  /** All passages, in the order of the text; everything that is not white space is in one. */
  static List<Passage> of(DocumentText text) {
    List<Passage> passages = new ArrayList<>();
    int pageStart = 0;
    for (int page = 1; page <= text.pageCount(); page++) {
      int pageEnd = pageStart + text.page(page).length();
      new Passages(text.content(), page, passages).cut(new Span(pageStart, pageEnd));
      pageStart = pageEnd + 1;
    }
    return List.copyOf(passages);
  }

  private void cut(Span whole) {
    Matcher gaps = BLANK_LINES.matcher(content).region(whole.start(), whole.end());
    int from = whole.start();
    while (gaps.find()) {
      paragraph(new Span(from, gaps.start()));
      from = gaps.end();
    }
    paragraph(new Span(from, whole.end()));
    close();
  }

  private void paragraph(Span raw) {
    Span paragraph = stripped(raw);
    if (paragraph.length() == 0) {
      return;
    }
    if (isHeading(paragraph) && start >= 0 && end - start >= LEAST_BEFORE_HEADING) {
      close();
    }
    if (paragraph.length() <= MOST) {
      add(paragraph);
    } else {
      sentences(paragraph);
    }
  }

  private void sentences(Span paragraph) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(content.substring(paragraph.start(), paragraph.end()));
    int from = 0;
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      pieces(stripped(new Span(paragraph.start() + from, paragraph.start() + to)));
      from = to;
    }
  }

  /** A sentence that is too long is cut between lines, else between words, else anywhere. */
  private void pieces(Span sentence) {
    Span rest = sentence;
    while (rest.length() > MOST) {
      int at = breakIn(rest);
      add(stripped(new Span(rest.start(), at)));
      rest = stripped(new Span(at, rest.end()));
    }
    if (rest.length() > 0) {
      add(rest);
    }
  }

  private int breakIn(Span span) {
    int limit = span.start() + MOST;
    for (char gap : new char[] {'\n', ' '}) {
      int at = content.lastIndexOf(gap, limit - 1);
      if (at > span.start() + ENOUGH) {
        return at;
      }
    }
    return Character.isHighSurrogate(content.charAt(limit - 1)) ? limit - 1 : limit;
  }

  private void add(Span span) {
    boolean fits = start >= 0 && end - start < ENOUGH && span.end() - start <= MOST;
    if (!fits) {
      close();
      start = span.start();
    }
    end = span.end();
  }

  private void close() {
    if (start >= 0) {
      passages.add(new Passage(page, start, end, content.substring(start, end)));
    }
    start = -1;
  }

  private boolean isHeading(Span span) {
    if (span.length() > LONGEST_HEADING) {
      return false;
    }
    String words = content.substring(span.start(), span.end());
    return words.indexOf('\n') < 0 && ".;,:".indexOf(words.charAt(words.length() - 1)) < 0;
  }

  private Span stripped(Span span) {
    int from = span.start();
    int to = span.end();
    while (from < to && Character.isWhitespace(content.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(content.charAt(to - 1))) {
      to--;
    }
    return new Span(from, to);
  }
}
