package app.countersign.extraction.rules;

import app.countersign.document.WhiteSpace;

/**
 * A stretch of a document as rules compare it: lower case, one space for each run of white space,
 * plain quotes and hyphens, full-width characters narrowed, invisible characters and hyphenation at
 * line ends gone. Knows where in the document each of its characters stands.
 */
final class Folded {
  private final String text;
  private final int[] places;
  private final int end;

  private Folded(String text, int[] places, int end) {
    this.text = text;
    this.places = places;
    this.end = end;
  }

  /** The characters of a document from start to end. */
  static Folded of(String content, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    int[] places = new int[end - start];
    int last = start;
    boolean isGap = false;
    for (int at = start; at < end; at++) {
      char letter = plain(content.charAt(at));
      if (letter == 0) {
        continue;
      }
      if (WhiteSpace.is(letter)) {
        isGap = true;
        continue;
      }
      if (isGap && isHyphenation(content, text, last, at)) {
        text.setLength(text.length() - 1);
      } else if (isGap && !text.isEmpty()) {
        places[text.length()] = last;
        text.append(' ');
      }
      isGap = false;
      places[text.length()] = at;
      text.append(letter);
      last = at + 1;
    }
    return new Folded(text.toString(), places, last);
  }

  /** A hyphen at the end of a line whose word goes on in the next. */
  private static boolean isHyphenation(String content, StringBuilder text, int last, int at) {
    int length = text.length();
    return length > 1
        && text.charAt(length - 1) == '-'
        && Character.isLetter(text.charAt(length - 2))
        && Character.isLowerCase(content.charAt(at))
        && content.indexOf('\n', last) >= 0
        && content.indexOf('\n', last) < at;
  }

  private static char plain(char letter) {
    if (letter < 0x80) {
      return letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter;
    }
    return switch (letter) {
      case '\u2018', '\u2019', '\u201B', '\u02BC', '\u2032' -> '\'';
      case '\u201C', '\u201D', '\u201E', '\u2033', '\u00AB', '\u00BB' -> '"';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> '-';
      case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF' -> 0;
      case '\u2026' -> '.';
      default ->
          letter >= '\uFF01' && letter <= '\uFF5E'
              ? plain((char) (letter - 0xFEE0))
              : Character.toLowerCase(letter);
    };
  }

  /** The same with stretches, from and to, written over by spaces. */
  Folded without(Iterable<int[]> stretches) {
    StringBuilder other = new StringBuilder(text);
    for (int[] stretch : stretches) {
      for (int at = stretch[0]; at < stretch[1]; at++) {
        other.setCharAt(at, ' ');
      }
    }
    return new Folded(other.toString(), places, end);
  }

  /** The folded characters. */
  String text() {
    return text;
  }

  /** Where in the document a folded character stands. */
  int place(int index) {
    return index < text.length() ? places[index] : end;
  }

  /** Where in the document the stretch before a folded index ends. */
  int placeAfter(int index) {
    return index == 0 ? place(0) : places[index - 1] + 1;
  }
}
