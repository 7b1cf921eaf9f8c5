package app.countersign.ledger;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Raw bank text cut into words for matching: upper case, accents folded, apostrophes dropped;
 * everything that is neither a letter nor a digit parts two words, and a plus at a word's end is
 * the word PLUS. Linear in the text's length.
 */
final class BankText {

  /** Longer texts are matched by their first words only, so that one row costs a bounded time. */
  static final int MAX_WORDS = 64;

  private static final int MAX_LENGTH = 1_000;
  private static final String PLUS = "PLUS";

  private BankText() {}

  static List<String> words(String text) {
    var folded = fold(text);
    var words = new ArrayList<String>(12);
    var word = new char[folded.length()];
    int length = 0;
    for (int i = 0; i < folded.length() && words.size() < MAX_WORDS; i++) {
      char next = folded.charAt(i);
      if (Character.isLetterOrDigit(next)) {
        word[length++] = Character.toUpperCase(next);
      } else if (!isApostrophe(next) && length > 0) {
        words.add(new String(word, 0, length));
        length = 0;
        if (endsInPlus(folded, i) && words.size() < MAX_WORDS) {
          words.add(PLUS);
        }
      }
    }
    if (length > 0 && words.size() < MAX_WORDS) {
      words.add(new String(word, 0, length));
    }
    return words;
  }

  /** Digits, or a mask such as XXXX0123: a number of a card, a store, a phone, never a name. */
  static boolean isNumber(String word) {
    for (int i = 0; i < word.length(); i++) {
      char next = word.charAt(i);
      if (!Character.isDigit(next) && (next != 'X' || !endsInDigit(word))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the word before ends in a plus, as the name of a membership does: no "A+B". */
  private static boolean endsInPlus(String text, int position) {
    return text.charAt(position) == '+'
        && (position + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(position + 1)));
  }

  private static boolean endsInDigit(String word) {
    return Character.isDigit(word.charAt(word.length() - 1));
  }

  private static boolean isApostrophe(char next) {
    return next == '\'' || next == '’' || next == '`' || next == 'ʼ';
  }

  private static String fold(String text) {
    var bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    for (int i = 0; i < bounded.length(); i++) {
      if (bounded.charAt(i) > 127) {
        return withoutAccents(bounded);
      }
    }
    return bounded;
  }

  private static String withoutAccents(String text) {
    var decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    var kept = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char next = decomposed.charAt(i);
      if (Character.getType(next) != Character.NON_SPACING_MARK) {
        kept.append(next);
      }
    }
    return kept.toString();
  }
}
