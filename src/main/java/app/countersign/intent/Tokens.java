package app.countersign.intent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message cut into tokens in one pass; of a longer one only the first 10,000 code points. */
final class Tokens {
  private static final int LONGEST = 10_000;
  private static final Token OUTSIDE = new Token(".", Token.Kind.MARK, 0, 0, false);
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,3}(\\.\\d{3})+,\\d{2}");
  private static final Pattern SHORT_DECIMAL_COMMA = Pattern.compile("\\d+,\\d{2}");
  private static final String APOSTROPHES = "'’‘ʼ′`´";
  private static final Map<String, String> SHORT_FORMS =
      Map.of("s", "is", "re", "are", "ll", "will", "ve", "have", "d", "would", "m", "am");

  private final int[] codePoints;
  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int openStart;
  private int openEnd;
  private boolean afterApostrophe;

  private Tokens(int[] codePoints) {
    this.codePoints = codePoints;
  }

  static Tokens of(String text) {
    Tokens tokens = new Tokens(text.codePoints().limit(LONGEST).toArray());
    for (int at = 0; at < tokens.codePoints.length; at++) {
      tokens.read(at);
    }
    tokens.close();
    return tokens;
  }

  int size() {
    return tokens.size();
  }

  /** The token at a place, or a full stop beyond either end. */
  Token at(int place) {
    return place >= 0 && place < tokens.size() ? tokens.get(place) : OUTSIDE;
  }

  boolean inside(int place) {
    return place >= 0 && place < tokens.size();
  }

  /** Whether nothing stands between a token and the one before it. */
  boolean joined(int place) {
    return inside(place - 1) && inside(place) && at(place - 1).end() == at(place).start();
  }

  /** The words from one token to another, the last exclusive, as written. */
  Cue cue(int from, int to) {
    return slice(at(from).start(), at(to - 1).end());
  }

  Cue slice(int start, int end) {
    return new Cue(new String(codePoints, start, end - start), start, end);
  }

  private void read(int at) {
    int codePoint = codePoints[at];
    if (codePoint < 128) {
      readPart(codePoint, at);
    } else if (APOSTROPHES.indexOf(codePoint) >= 0) {
      readPart('\'', at);
    } else {
      Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
          .codePoints()
          .forEach(part -> readPart(part, at));
    }
  }

  private void readPart(int part, int at) {
    int type = Character.getType(part);
    if (type == Character.NON_SPACING_MARK && !open.isEmpty()) {
      openEnd = at + 1;
    }
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return;
    }
    if (part == '\'' && !open.isEmpty() && !isNumber()) {
      endBeforeApostrophe(at);
    } else if (part >= '0' && part <= '9') {
      grow(part, at);
    } else if (Character.isLetterOrDigit(part)) {
      if (isNumber()) {
        close();
      }
      grow(Character.toLowerCase(part), at);
    } else if ((part == '.' || part == ',') && isNumber() && digitFollows(at)) {
      grow(part, at);
    } else {
      close();
      if (!Character.isWhitespace(part) && !Character.isSpaceChar(part)) {
        add(Character.toString(part), Token.Kind.MARK, at, at + 1);
      }
    }
  }

  /** "what's" is "what is"; "don't" is one word. */
  private void endBeforeApostrophe(int at) {
    int letter = at + 1 < codePoints.length ? Character.toLowerCase(codePoints[at + 1]) : ' ';
    if (letter == 't') {
      openEnd = at + 1;
      return;
    }
    close();
    afterApostrophe = Character.isLetter(letter);
  }

  private void grow(int part, int at) {
    if (open.isEmpty()) {
      openStart = at;
    }
    open.appendCodePoint(part);
    openEnd = at + 1;
  }

  private boolean isNumber() {
    return !open.isEmpty() && open.charAt(0) >= '0' && open.charAt(0) <= '9';
  }

  private boolean digitFollows(int at) {
    return at + 1 < codePoints.length
        && Normalizer.normalize(Character.toString(codePoints[at + 1]), Normalizer.Form.NFKD)
            .chars()
            .allMatch(part -> part >= '0' && part <= '9');
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    String text = open.toString();
    boolean number = isNumber();
    open.setLength(0);
    String longForm = afterApostrophe ? SHORT_FORMS.get(text) : null;
    afterApostrophe = false;
    String plain = number ? plainNumber(text) : text;
    if (plain != null) {
      add(
          longForm == null ? plain : longForm,
          number ? Token.Kind.NUMBER : Token.Kind.WORD,
          openStart,
          openEnd);
    }
  }

  /** Thousands commas go, a decimal comma becomes a point; what is neither stays as it is. */
  private static @Nullable String plainNumber(String text) {
    if (text.length() > 24) {
      return null;
    }
    if (THOUSANDS.matcher(text).matches()) {
      return text.replace(",", "");
    }
    if (DECIMAL_COMMA.matcher(text).matches()) {
      return text.replace(".", "").replace(',', '.');
    }
    return SHORT_DECIMAL_COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
  }

  private void add(String text, Token.Kind kind, int start, int end) {
    tokens.add(new Token(text, kind, start, end, Character.isUpperCase(codePoints[start])));
  }
}
