package app.countersign.merchant;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes card numbers out of texts that come from merchants and files. */
final class CardNumbers {
  /** Digits in one run or parted as on a card, beginning as cards of payment networks do. */
  private static final Pattern DIGITS =
      Pattern.compile("(?<![0-9])[2-6](?:[ -]?[0-9]){12,18}(?![0-9])");

  private static final int LAST = 4;

  private CardNumbers() {}

  /** The text with all but the last four digits of each card number masked. */
  static @Nullable String masked(@Nullable String text) {
    return text == null ? null : DIGITS.matcher(text).replaceAll(CardNumbers::mask);
  }

  private static String mask(MatchResult found) {
    String digits = found.group().replaceAll("[^0-9]", "");
    return passesLuhn(digits)
        ? "****" + digits.substring(digits.length() - LAST)
        : java.util.regex.Matcher.quoteReplacement(found.group());
  }

  /** The check digit of ISO/IEC 7812-1. */
  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int place = 0; place < digits.length(); place++) {
      int digit = digits.charAt(digits.length() - 1 - place) - '0';
      int counted = place % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }
}
