package app.countersign.platform.cardnumber;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds payment cards' numbers and security codes in texts. A number is one that a scheme issues
 * (first digits and length), with the check digit of ISO/IEC 7812-1, in groups such as cards' are
 * written in. A security code is three or four digits next to a word for one. What only looks so is
 * let through: ids, article and order numbers, phone numbers, account numbers, amounts.
 */
public final class CardNumbers {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int LAST_SHOWN = 4;

  private static final Pattern UUID =
      Pattern.compile(
          "(?<![0-9a-zA-Z])[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-zA-Z])");

  private static final String CODE_WORD =
      "(?:cvv2?|cvc2?|cav2|(?:card(?:'s)? )?security (?:code|number)|card verification"
          + " (?:code|value|number)|sicherheitscode|(?:karten)?pr(?:ü|ue)f(?:nummer|ziffer)"
          + "|cryptogramme(?: visuel)?|code de s[ée]curit[ée]|c[óo]digo de seguridad)";
  private static final String CODE = "\\p{Nd}(?: ?\\p{Nd}){2,3}";
  private static final Pattern CODE_AFTER_WORD =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}])"
              + CODE_WORD
              + "(?![\\p{L}\\p{Nd}])[\\s:=#–—(\\[\"'*/-]{0,6}"
              + "(?:(?:is|was|number|no|nr|code|of|on|my|the|this|card|ist|lautet|est|es)\\b"
              + "[\\s:=#.–—(\\[\"'*-]{0,4}){0,5}"
              + "(?<code>"
              + CODE
              + ")(?![.,]?\\p{Nd})(?!\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern CODE_BEFORE_WORD =
      Pattern.compile(
          "(?<![\\p{L}\\p{Nd}\\p{Sc}])(?<![.,]|\\p{Sc} )(?<code>"
              + CODE
              + ")[\\s–—(\\[\"'=-]{1,4}(?:(?:is|as|my|the|ist)\\b\\s{0,2}){0,3}"
              + CODE_WORD
              + "(?![\\p{L}\\p{Nd}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private CardNumbers() {}

  /** What is found, from start to end in chars. */
  private record Span(int start, int end, String replacement) {}

  /** Whether the text holds a card's number or security code. */
  public static boolean areIn(String text) {
    return !found(text).isEmpty();
  }

  /** The text with each card's number masked but its last four digits, and each security code. */
  public static String masked(String text) {
    List<Span> spans = found(text);
    if (spans.isEmpty()) {
      return text;
    }
    spans.sort(Comparator.comparingInt(Span::start));
    StringBuilder masked = new StringBuilder();
    int done = 0;
    for (Span span : spans) {
      if (span.start() >= done) {
        masked.append(text, done, span.start()).append(span.replacement());
        done = span.end();
      }
    }
    return masked.append(text, done, text.length()).toString();
  }

  private static List<Span> found(String text) {
    List<Span> spans = new ArrayList<>();
    if (text.codePoints().filter(character -> DigitRuns.digit(character) >= 0).limit(3).count()
        < 3) {
      return spans;
    }
    String plain = UUID.matcher(text).replaceAll(id -> "x".repeat(id.group().length()));
    for (DigitRuns.Run run : DigitRuns.of(plain)) {
      new NumberSearch(plain, run)
          .found()
          .forEach(number -> spans.add(number(number.start(), number.end(), number.digits())));
    }
    codes(plain, CODE_AFTER_WORD, spans);
    codes(plain, CODE_BEFORE_WORD, spans);
    return spans;
  }

  private static Span number(int start, int end, String digits) {
    return new Span(start, end, "****" + digits.substring(digits.length() - LAST_SHOWN));
  }

  private static void codes(String text, Pattern pattern, List<Span> spans) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      spans.add(new Span(matcher.start("code"), matcher.end("code"), "***"));
    }
  }

  /** Whether digits are a card's number, however they are grouped. */
  static boolean isNumber(String digits) {
    return digits.length() >= SHORTEST
        && digits.length() <= LONGEST
        && CardScheme.issues(digits)
        && sum(digits, 2) % 10 == 0
        && !isSomethingElse(digits);
  }

  /** Article numbers and German mobile numbers of 13 digits begin like Visa's oldest numbers. */
  private static boolean isSomethingElse(String digits) {
    return digits.length() == SHORTEST && (digits.startsWith("491") || sum(digits, 3) % 10 == 0);
  }

  /**
   * The sum that check digits are made by: every second digit from the right counts times the
   * weight; the cross sum of it for cards, all of it for articles.
   */
  private static int sum(String digits, int weight) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int counted = place % 2 == 0 ? digit : digit * weight;
      sum += weight == 2 && counted > 9 ? counted - 9 : counted;
    }
    return sum;
  }
}
