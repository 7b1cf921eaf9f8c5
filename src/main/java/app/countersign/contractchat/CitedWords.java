package app.countersign.contractchat;

import app.countersign.document.QuoteFinder;
import app.countersign.document.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's answer as it comes: first its quotes, each looked up in the text, then its words
 * with marks. A mark of a quote that is not in the text is taken out, the others are numbered in
 * the order in which they come. Words are handed on only once one of them rests on a quote that is
 * in the text. Safe for several threads.
 */
final class CitedWords implements Consumer<String> {
  private static final int LONGEST_HEAD = 20_000;
  private static final int LONGEST_MARK = 16;
  private static final int LEAST_LETTERS = 3;
  private static final int LEAST_WORDS = 12;
  private static final Pattern ANSWER =
      Pattern.compile("(?m)^[*# \\t]*ANSWER(?:[*: \\t]*\\R|:[* \\t]*(?=\\S))");
  private static final Pattern QUOTE =
      Pattern.compile(
          "(?mi)^\\s*\\[(\\d{1,2})]\\s*(?:\\(?page\\s+(\\d{1,4})\\)?\\s*[:.-]?\\s*)?(\\S.*)$");
  private static final Pattern MARK = Pattern.compile("\\[\\d{1,2}(?:\\s*,\\s*\\d{1,2})*]");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern IN_QUOTES = Pattern.compile("^[\"'“”«»‘’]+|[\"'“”«»‘’]+$");

  private final QuoteFinder text;
  private final Consumer<String> taker;
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder opening = new StringBuilder();
  private final Map<Integer, Source> quotes = new HashMap<>();
  private final List<Source> used = new ArrayList<>();
  private boolean isInAnswer;

  /**
   * @param text that the quotes have to be in
   * @param taker takes the words that may be shown, in order
   */
  CitedWords(QuoteFinder text, Consumer<String> taker) {
    this.text = text;
    this.taker = taker;
  }

  /** None of the quotes is in the text: whatever the words are, they rest on nothing. */
  static final class Uncited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Uncited() {
      super("the answer rests on no words of the text", null, false, false);
    }
  }

  /**
   * Takes the next words.
   *
   * @throws Uncited when it is clear that the answer cannot have a citation
   */
  @Override
  public synchronized void accept(String words) {
    held.append(words);
    if (!isInAnswer) {
      readQuotes();
    }
    if (isInAnswer) {
      pass(false);
    }
  }

  /** The last words have come: what they rest on, by number; empty when they rest on nothing. */
  synchronized List<Citation> end() {
    if (isInAnswer) {
      pass(true);
    }
    List<Citation> citations = new ArrayList<>();
    for (Source source : used) {
      citations.add(Citation.of(citations.size() + 1, source));
    }
    return citations;
  }

  private void readQuotes() {
    Matcher answer = ANSWER.matcher(held);
    if (!answer.find()) {
      if (held.length() > LONGEST_HEAD) {
        throw new Uncited();
      }
      return;
    }
    Matcher quote = QUOTE.matcher(held.substring(0, answer.start()));
    while (quote.find()) {
      int number = Integer.parseInt(quote.group(1));
      source(quote.group(2), quote.group(3)).ifPresent(found -> quotes.put(number, found));
    }
    if (quotes.isEmpty()) {
      throw new Uncited();
    }
    held.delete(0, answer.end());
    isInAnswer = true;
  }

  private Optional<Source> source(@Nullable String page, String quote) {
    return find(page, quote.strip())
        .or(() -> find(page, IN_QUOTES.matcher(quote.strip()).replaceAll("")));
  }

  private Optional<Source> find(@Nullable String page, String quote) {
    if (!saysSomething(quote)) {
      return Optional.empty();
    }
    return page == null ? text.find(quote) : text.find(quote, Integer.parseInt(page));
  }

  /** A single short word is in every text and proves nothing; a number may. */
  private static boolean saysSomething(String quote) {
    long letters = quote.codePoints().filter(Character::isLetterOrDigit).count();
    boolean hasNumber = quote.codePoints().anyMatch(Character::isDigit);
    return letters >= LEAST_LETTERS && (hasNumber || letters >= LEAST_WORDS);
  }

  /** Hands on what is held, up to what may be the beginning of a mark. */
  private void pass(boolean isEnd) {
    int at = 0;
    while (at < held.length()) {
      int bracket = held.indexOf("[", at);
      if (bracket < 0) {
        int end = withoutGap(at, held.length());
        emit(held.substring(at, end));
        at = end;
        break;
      }
      int gap = withoutGap(at, bracket);
      emit(held.substring(at, gap));
      at = gap;
      int close = held.indexOf("]", bracket);
      if (close < 0 && !isEnd && held.length() - bracket < LONGEST_MARK) {
        break;
      }
      at = mark(gap, bracket, close);
    }
    held.delete(0, at);
  }

  private int mark(int gap, int bracket, int close) {
    String inside = close < 0 ? "" : held.substring(bracket, close + 1);
    if (!MARK.matcher(inside).matches()) {
      emit(held.substring(gap, bracket + 1));
      return bracket + 1;
    }
    StringBuilder marks = new StringBuilder();
    NUMBER
        .matcher(inside)
        .results()
        .map(number -> quotes.get(Integer.parseInt(number.group())))
        .filter(Objects::nonNull)
        .forEach(source -> marks.append('[').append(number(source)).append(']'));
    if (!marks.isEmpty()) {
      emit(held.substring(gap, bracket) + marks);
    }
    return close + 1;
  }

  private int number(Source source) {
    if (!used.contains(source)) {
      used.add(source);
    }
    return used.indexOf(source) + 1;
  }

  private int withoutGap(int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(held.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private void emit(String words) {
    if (used.isEmpty()) {
      opening.append(words);
      return;
    }
    String all = opening.isEmpty() ? words : (opening + words).stripLeading();
    opening.setLength(0);
    if (!all.isEmpty()) {
      taker.accept(all);
    }
  }
}
