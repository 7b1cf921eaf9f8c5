package app.countersign.intent;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers in digits or English words, up to the thousands. */
final class Numbers {
  /** A number and the token after it. */
  record Read(BigDecimal value, int next, boolean inWords) {}

  private static final Pattern PLAIN = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern SHORT = Pattern.compile("\\d{1,4}");
  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90));

  private Numbers() {}

  /** The number that begins at a token, or null. */
  static @Nullable Read at(Tokens tokens, int place) {
    Token token = tokens.at(place);
    if (token.isNumber()) {
      return inDigits(tokens, place);
    }
    return SMALL.containsKey(token.text()) || startsHundred(tokens, place)
        ? inWords(tokens, place)
        : null;
  }

  /** A whole number in digits or words that fits an int and is not huge, or -1. */
  static int count(Tokens tokens, int place) {
    Integer small = SMALL.get(tokens.at(place).text());
    if (small != null) {
      return small;
    }
    return tokens.at(place).isNumber() && SHORT.matcher(tokens.at(place).text()).matches()
        ? Integer.parseInt(tokens.at(place).text())
        : -1;
  }

  private static @Nullable Read inDigits(Tokens tokens, int place) {
    String text = tokens.at(place).text();
    if (!PLAIN.matcher(text).matches()) {
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    int next = place + 1;
    if (tokens.joined(next) && (tokens.at(next).is("k") || tokens.at(next).is("grand"))) {
      return new Read(plain(value.multiply(BigDecimal.valueOf(1000))), next + 1, false);
    }
    if (tokens.at(next).is("thousand") || tokens.at(next).is("grand")) {
      return new Read(plain(value.multiply(BigDecimal.valueOf(1000))), next + 1, false);
    }
    return new Read(value, next, false);
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static boolean startsHundred(Tokens tokens, int place) {
    return tokens.at(place).is("a")
        && (tokens.at(place + 1).is("hundred") || tokens.at(place + 1).is("thousand"));
  }

  private static Read inWords(Tokens tokens, int place) {
    long total = 0;
    long part = 0;
    int last = Integer.MAX_VALUE;
    int next = place;
    while (next < place + 12) {
      Token token = tokens.at(next);
      Integer small = SMALL.get(token.text());
      if (small != null && small < last) {
        part += small;
        last = small >= 20 ? 10 : 1;
      } else if (token.is("a") && next == place) {
        part = 1;
      } else if (token.is("hundred") && part > 0 && part < 10) {
        part *= 100;
        last = 100;
      } else if ((token.is("thousand") || token.is("grand")) && total == 0 && part > 0) {
        total = part * 1000;
        part = 0;
        last = Integer.MAX_VALUE;
      } else if (!joins(tokens, next, part)) {
        break;
      }
      next++;
    }
    return new Read(BigDecimal.valueOf(total + part), next, true);
  }

  /** The mark of "twenty-five" and the "and" of "two hundred and five". */
  private static boolean joins(Tokens tokens, int next, long part) {
    boolean smallFollows = SMALL.containsKey(tokens.at(next + 1).text());
    return smallFollows
        && ((tokens.at(next).is("-") && part >= 20 && part % 10 == 0)
            || (tokens.at(next).is("and") && part >= 100 && part % 100 == 0));
  }
}
