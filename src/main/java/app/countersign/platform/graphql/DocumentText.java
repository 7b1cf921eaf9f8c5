package app.countersign.platform.graphql;

/**
 * What a document's text measures before it is parsed, in one pass that nothing in the text can
 * make slow. The text need not be GraphQL.
 *
 * @param tokens lexical tokens, without white space, commas and comments
 * @param nesting how deep brackets stand within brackets
 * @param longestNumber characters of the longest number or name
 */
record DocumentText(int tokens, int nesting, int longestNumber) {
  /** A number longer than this fits no type of the schema. */
  static final int MAX_NUMBER_LENGTH = 100;

  static DocumentText measure(String text) {
    return new Scanner(text).scan();
  }

  private static final class Scanner {
    private final String text;
    private int at;
    private int tokens;
    private int nesting;
    private int deepest;
    private int longestNumber;

    Scanner(String text) {
      this.text = text;
    }

    DocumentText scan() {
      while (at < text.length()) {
        step(text.charAt(at));
      }
      return new DocumentText(tokens, deepest, longestNumber);
    }

    private void step(char here) {
      if (here == '#') {
        skipLine();
      } else if (here <= ' ' || here == ',' || here == '\uFEFF') {
        at++;
      } else {
        tokens++;
        token(here);
      }
    }

    private void token(char here) {
      switch (here) {
        case '"' -> string();
        case '{', '[', '(' -> {
          deepest = Math.max(deepest, ++nesting);
          at++;
        }
        case '}', ']', ')' -> {
          nesting = Math.max(0, nesting - 1);
          at++;
        }
        case '.' -> at += text.startsWith("...", at) ? 3 : 1;
        default -> wordOrSign(here);
      }
    }

    private void wordOrSign(char here) {
      int start = at++;
      boolean isNumber = here == '-' || isDigit(here);
      if (!isNumber && !isWord(here)) {
        return;
      }
      while (at < text.length() && (isWord(text.charAt(at)) || isNumber && isNumberSign())) {
        at++;
      }
      if (isNumber) {
        longestNumber = Math.max(longestNumber, at - start);
      }
    }

    private boolean isNumberSign() {
      char here = text.charAt(at);
      return here == '.' || here == '+' || here == '-';
    }

    private void string() {
      boolean isBlock = text.startsWith("\"\"\"", at);
      at += isBlock ? 3 : 1;
      while (at < text.length()) {
        if (isBlock ? text.startsWith("\"\"\"", at) : text.charAt(at) == '"') {
          at += isBlock ? 3 : 1;
          return;
        }
        at += escapeLength(isBlock);
      }
    }

    private int escapeLength(boolean isBlock) {
      if (isBlock) {
        return text.startsWith("\\\"\"\"", at) ? 4 : 1;
      }
      return text.charAt(at) == '\\' ? 2 : 1;
    }

    private void skipLine() {
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
    }

    private static boolean isDigit(char here) {
      return here >= '0' && here <= '9';
    }

    private static boolean isWord(char here) {
      return here >= 'a' && here <= 'z'
          || here >= 'A' && here <= 'Z'
          || here == '_'
          || isDigit(here);
    }
  }
}
