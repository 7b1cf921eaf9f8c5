package app.countersign.document;

/** What counts as white space when a quote is compared with a text. */
public final class WhiteSpace {
  private static final char NEXT_LINE = '\u0085';

  private WhiteSpace() {}

  /**
   * Whether a character is white space: Unicode's spaces, no-break ones too, tabs, line and page
   * breaks. A soft hyphen and the zero-width characters are not.
   */
  public static boolean is(char letter) {
    return letter == ' '
        || Character.isWhitespace(letter)
        || Character.isSpaceChar(letter)
        || letter == NEXT_LINE;
  }
}
