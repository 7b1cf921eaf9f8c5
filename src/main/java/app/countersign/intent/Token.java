package app.countersign.intent;

/**
 * A word, number or mark of a message.
 *
 * @param text folded: compatibility forms, accents and case are gone; of a number, digits with an
 *     optional point
 * @param start where it begins in the message, in code points
 * @param end where it ends, exclusive
 * @param capital whether it is written with a capital first
 */
record Token(String text, Kind kind, int start, int end, boolean capital) {
  /** What a token is made of. */
  enum Kind {
    WORD,
    NUMBER,
    MARK
  }

  boolean is(String wanted) {
    return text.equals(wanted);
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean endsSentence() {
    return kind == Kind.MARK && (is(".") || is("!") || is("?"));
  }
}
