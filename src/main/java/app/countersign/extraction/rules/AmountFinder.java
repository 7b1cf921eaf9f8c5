package app.countersign.extraction.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds amounts and percentages in a folded text: {@code $1,249.00}, {@code usd 50}, {@code fifty
 * dollars ($50.00)}, {@code 10%}. What a scanner or a foreign hand spoiled ({@code $l,249.oo},
 * {@code 1.249,00}) is mended and marked as noisy; more than two decimals are no amount.
 */
final class AmountFinder {
  private static final Pattern CLEAN =
      Pattern.compile("\\d{1,3}+(?:,\\d{3})++(?:\\.\\d{2})?+|\\d{1,9}+(?:\\.\\d{1,2})?+");
  private static final Pattern NOISY = Pattern.compile("[0-9oilsb]++(?: ?[.,] ?[0-9oilsb]++)*+");
  private static final Pattern BROKEN = Pattern.compile("\\d{1,3} \\d{1,3}(?:,\\d{3})?\\.\\d{2}");
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d{2})?");
  private static final Pattern PLAIN = Pattern.compile("\\d{1,9}(?:\\.\\d{2})?");
  private static final Pattern CONTINENTAL =
      Pattern.compile("\\d{1,3}(?:\\.\\d{3})+,\\d{2}|\\d{1,9},\\d{2}");
  private static final Pattern CURRENCY_BEFORE =
      Pattern.compile("(?<![a-z])(us ?\\$|usd|c\\$|cad|eur|gbp|[$\u20ac\u00a3]) ?$");
  private static final Pattern UNIT_AFTER =
      Pattern.compile("[ )]{0,2}(%|per ?cent\\b|(?:us )?dollars?\\b|usd\\b|cad\\b|eur\\b|gbp\\b)");
  private static final int MOST_NUMBER_WORDS = 9;
  private static final int MOST = 24;

  private AmountFinder() {}

  /** The amounts of a text in order. */
  static List<Amount> find(String text) {
    List<Amount> amounts = new ArrayList<>();
    int at = 0;
    while (at < text.length() && amounts.size() < MOST) {
      Amount amount = mayStart(text, at) ? amountAt(text, at) : null;
      if (amount == null) {
        at = afterToken(text, at);
        continue;
      }
      amounts.add(amount);
      at = amount.end();
    }
    return mergeWords(text, amounts);
  }

  static boolean hasDigit(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static boolean mayStart(String text, int at) {
    char letter = text.charAt(at);
    boolean isDigit = letter >= '0' && letter <= '9';
    boolean isLookAlike =
        (letter == 'l' || letter == 'o' || letter == 'i') && isMarkBefore(text, at);
    return (isDigit || isLookAlike) && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
        || letter == 'd' && text.startsWith("dollar", at)
        || letter == 'p' && text.startsWith("percent", at);
  }

  private static boolean isMarkBefore(String text, int at) {
    int mark = at > 0 && text.charAt(at - 1) == ' ' ? at - 2 : at - 1;
    return mark >= 0 && "$\u20ac\u00a3".indexOf(text.charAt(mark)) >= 0;
  }

  private static int afterToken(String text, int at) {
    int end = at + 1;
    if (Character.isLetterOrDigit(text.charAt(at))) {
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static @Nullable Amount amountAt(String text, int at) {
    if (!Character.isDigit(text.charAt(at)) && !isMarkBefore(text, at)) {
      return wordsBefore(text, at);
    }
    Matcher before = CURRENCY_BEFORE.matcher(text).region(Math.max(0, at - 6), at);
    String mark = before.find() ? before.group(1) : null;
    int start = mark == null ? at : before.start();
    Token token = token(text, at, mark != null);
    if (token == null) {
      return null;
    }
    Matcher after = UNIT_AFTER.matcher(text).region(token.end(), text.length());
    if (!after.lookingAt()) {
      boolean isMoney = mark != null || at > 0 && hasCents(text, at, token.end());
      return isMoney ? token.amount(start, unit(mark), mark != null) : null;
    }
    String unit = after.group(1);
    if (mark == null && (unit.startsWith("%") || unit.startsWith("per"))) {
      return new Amount(start, after.end(), token.value(), "%", true, token.isNoisy());
    }
    return token.amount(start, unit(mark == null ? unit : mark), true);
  }

  private static boolean hasCents(String text, int start, int end) {
    return end - start > 3 && text.charAt(end - 3) == '.';
  }

  private static String unit(@Nullable String mark) {
    return switch (mark == null ? "$" : mark) {
      case "c$", "cad" -> "CAD";
      case "\u20ac", "eur" -> "EUR";
      case "\u00a3", "gbp" -> "GBP";
      default -> "USD";
    };
  }

  /** The characters of a number, mended where needed. */
  private record Token(BigDecimal value, int end, boolean isNoisy) {
    Amount amount(int start, String unit, boolean isMarked) {
      return new Amount(start, end, value, unit, isMarked, isNoisy);
    }
  }

  private static @Nullable Token token(String text, int at, boolean isMarked) {
    Matcher broken = BROKEN.matcher(text).region(at, text.length());
    if (isMarked && broken.lookingAt()) {
      String digits = broken.group().replace(" ", "").replace(",", "");
      return new Token(new BigDecimal(digits), broken.end(), true);
    }
    Matcher clean = CLEAN.matcher(text).region(at, text.length());
    if (clean.lookingAt() && isEnd(text, clean.end())) {
      return new Token(new BigDecimal(clean.group().replace(",", "")), clean.end(), false);
    }
    Matcher noisy = NOISY.matcher(text).region(at, Math.min(text.length(), at + 24));
    if (!isMarked || !noisy.lookingAt()) {
      return null;
    }
    int end = noisy.end();
    if (end < text.length() && Character.isLetter(text.charAt(end))) {
      return null;
    }
    BigDecimal value = mend(noisy.group());
    return value == null ? null : new Token(value, end, true);
  }

  /** Whether a number may end here: nothing that could still belong to it follows. */
  private static boolean isEnd(String text, int end) {
    if (end >= text.length()) {
      return true;
    }
    char next = text.charAt(end);
    if (next == '.' || next == ',') {
      return end + 1 >= text.length() || "0123456789ol".indexOf(text.charAt(end + 1)) < 0;
    }
    return !Character.isLetterOrDigit(next) && next != '/';
  }

  private static @Nullable BigDecimal mend(String noisy) {
    String digits =
        noisy
            .replace(" ", "")
            .replace('o', '0')
            .replace('l', '1')
            .replace('i', '1')
            .replace('s', '5')
            .replace('b', '8');
    if (GROUPED.matcher(digits).matches() || PLAIN.matcher(digits).matches()) {
      return new BigDecimal(digits.replace(",", ""));
    }
    if (CONTINENTAL.matcher(digits).matches()) {
      return new BigDecimal(digits.replace(".", "").replace(',', '.'));
    }
    return null;
  }

  /** The number in words before "dollars" or "percent". */
  private static @Nullable Amount wordsBefore(String text, int at) {
    LinkedList<String> words = new LinkedList<>();
    int start = at;
    int end = at;
    while (words.size() < MOST_NUMBER_WORDS) {
      while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '-')) {
        end--;
      }
      int from = end;
      while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
        from--;
      }
      String word = text.substring(from, end);
      if (!NumberWords.isPart(word)) {
        break;
      }
      words.addFirst(word);
      start = word.equals("and") ? start : from;
      end = from;
    }
    BigDecimal value = NumberWords.parse(Collections.unmodifiableList(words));
    if (value == null) {
      return null;
    }
    String unit = text.charAt(at) == 'p' ? "%" : "USD";
    return new Amount(start, afterToken(text, at), value, unit, true, false);
  }

  /** "Fifty dollars ($50.00)" is one amount; when the two disagree it is a noisy one. */
  private static List<Amount> mergeWords(String text, List<Amount> amounts) {
    List<Amount> merged = new ArrayList<>();
    for (Amount amount : amounts) {
      Amount last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && isSameTwice(text, last, amount)) {
        boolean isSame = last.value().compareTo(amount.value()) == 0;
        merged.set(
            merged.size() - 1,
            new Amount(
                last.start(),
                amount.end(),
                amount.value(),
                amount.unit(),
                true,
                amount.isNoisy() || last.isNoisy() || !isSame));
      } else {
        merged.add(amount);
      }
    }
    return merged;
  }

  private static boolean isSameTwice(String text, Amount last, Amount amount) {
    String between = text.substring(last.end(), amount.start()).toLowerCase(Locale.ROOT);
    boolean areWords =
        !Character.isDigit(text.charAt(last.end() - 1)) && text.charAt(last.end() - 1) != '%';
    return areWords && last.unit().equals(amount.unit()) && between.strip().equals("(");
  }
}
