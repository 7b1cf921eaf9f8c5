package app.countersign.document;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Finds where a quote stands in a document: letter for letter, except that any run of white space
 * equals any other. Each search takes time in proportion to text and quote together, whatever they
 * hold (Knuth, Morris and Pratt, "Fast pattern matching in strings", 1977).
 */
public final class QuoteFinder {
  private final DocumentText document;
  private final Folded text;

  private QuoteFinder(DocumentText document) {
    this.document = document;
    this.text = Folded.of(document.content());
  }

  /** Prepares a text to be searched, once for any number of quotes. */
  public static QuoteFinder in(DocumentText document) {
    return new QuoteFinder(document);
  }

  /** The first place of a quote; empty when it is blank or not in the text. */
  public Optional<Source> find(String quote) {
    return search(quote, start -> true);
  }

  /**
   * The first place of a quote that starts on a page, from 1; the first place of all when that page
   * has none.
   */
  public Optional<Source> find(String quote, int page) {
    Optional<Source> there = search(quote, start -> document.pageAt(start) == page);
    return there.isPresent() ? there : find(quote);
  }

  private Optional<Source> search(String quote, IntPredicate accepts) {
    Folded wanted = Folded.of(quote);
    int length = wanted.length();
    if (length == 0) {
      return Optional.empty();
    }
    int[] fallback = fallback(wanted);
    int matched = 0;
    for (int at = 0; at < text.length(); at++) {
      while (matched > 0 && text.letter(at) != wanted.letter(matched)) {
        matched = fallback[matched - 1];
      }
      if (text.letter(at) == wanted.letter(matched)) {
        matched++;
      }
      if (matched == length) {
        int start = text.place(at - length + 1);
        int end = text.place(at) + 1;
        if (isWhole(start, end) && accepts.test(start)) {
          return Optional.of(document.source(start, end));
        }
        matched = fallback[matched - 1];
      }
    }
    return Optional.empty();
  }

  /** A place that would cut a character of two halves is none. */
  private boolean isWhole(int start, int end) {
    String content = document.content();
    return !isInsideCharacter(content, start) && !isInsideCharacter(content, end);
  }

  private static boolean isInsideCharacter(String content, int index) {
    return index > 0
        && index < content.length()
        && Character.isLowSurrogate(content.charAt(index))
        && Character.isHighSurrogate(content.charAt(index - 1));
  }

  /** For each prefix, the length of its longest proper prefix that is also its suffix. */
  private static int[] fallback(Folded wanted) {
    int[] fallback = new int[wanted.length()];
    int matched = 0;
    for (int at = 1; at < wanted.length(); at++) {
      while (matched > 0 && wanted.letter(at) != wanted.letter(matched)) {
        matched = fallback[matched - 1];
      }
      if (wanted.letter(at) == wanted.letter(matched)) {
        matched++;
      }
      fallback[at] = matched;
    }
    return fallback;
  }

  /** A text without white space at its ends and with one space for each run inside. */
  private record Folded(char[] letters, int[] places, int length) {

    static Folded of(String text) {
      char[] letters = new char[text.length()];
      int[] places = new int[text.length()];
      int length = 0;
      int gap = -1;
      for (int at = 0; at < text.length(); at++) {
        char letter = text.charAt(at);
        if (WhiteSpace.is(letter)) {
          gap = gap < 0 ? at : gap;
          continue;
        }
        if (gap >= 0 && length > 0) {
          letters[length] = ' ';
          places[length++] = gap;
        }
        gap = -1;
        letters[length] = letter;
        places[length++] = at;
      }
      return new Folded(letters, places, length);
    }

    char letter(int at) {
      return letters[at];
    }

    int place(int at) {
      return places[at];
    }
  }
}
