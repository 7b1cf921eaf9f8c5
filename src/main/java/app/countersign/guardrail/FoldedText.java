package app.countersign.guardrail;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as words that no disguise changes: compatibility forms, accents, case, invisible
 * characters, apostrophes and look-alike letters are folded away. Every word knows its place in the
 * original, in code points, and its sentence. One pass over the text.
 */
final class FoldedText {
  /** A folded word; the end is exclusive. */
  record Word(String folded, int start, int end, int sentence) {}

  private static final String LOOK_ALIKES = "аеорсухіѕјһԁԛԝӏкмтнвαεικνορτυχηωɑɡıɩʟ";
  private static final String LATIN_FORMS = "aeopcyxisjhdqwlkmthbaeikvoptuxnwagiil";
  private static final String APOSTROPHES = "'’‘ʼ′`´";
  private static final String SENTENCE_ENDS = ".!?。";
  private static final String FILLERS = "\u115f\u1160\u3164\uffa0";

  private final List<Word> words = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private int openStart;
  private int openEnd;
  private int sentence;
  private boolean endSeen;
  private boolean spaceSeen;

  private FoldedText() {}

  /** The words of a text. */
  static List<Word> words(String text) {
    FoldedText folding = new FoldedText();
    int[] codePoints = text.codePoints().toArray();
    for (int at = 0; at < codePoints.length; at++) {
      folding.read(codePoints[at], at);
    }
    folding.close();
    return folding.words;
  }

  private void read(int codePoint, int at) {
    if (isInvisible(codePoint) || APOSTROPHES.indexOf(codePoint) >= 0) {
      return;
    }
    String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
    plain.codePoints().forEach(part -> readPart(part, at, Character.isUpperCase(codePoint)));
  }

  private void readPart(int part, int at, boolean upperCase) {
    if (isInvisible(part)) {
      return;
    }
    if (Character.isLetterOrDigit(part)) {
      if (open.isEmpty()) {
        begin(at, upperCase);
      }
      open.appendCodePoint(folded(part));
      openEnd = at + 1;
      return;
    }
    close();
    endSeen |= SENTENCE_ENDS.indexOf(part) >= 0;
    spaceSeen |= endSeen && Character.isWhitespace(part);
  }

  /** Only a capital after the mark begins a sentence: "approx. 500" does not. */
  private void begin(int at, boolean upperCase) {
    if (endSeen && spaceSeen && upperCase) {
      sentence++;
    }
    endSeen = false;
    spaceSeen = false;
    openStart = at;
  }

  private void close() {
    if (!open.isEmpty()) {
      words.add(new Word(open.toString(), openStart, openEnd, sentence));
      open.setLength(0);
    }
  }

  private static int folded(int part) {
    int lower = Character.toLowerCase(part);
    int at = LOOK_ALIKES.indexOf(lower);
    return at < 0 ? lower : LATIN_FORMS.charAt(at);
  }

  private static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || FILLERS.indexOf(codePoint) >= 0;
  }
}
