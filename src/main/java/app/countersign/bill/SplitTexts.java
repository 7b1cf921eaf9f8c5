package app.countersign.bill;

import app.countersign.money.Money;
import app.countersign.split.Share;
import app.countersign.split.Share.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Wording of the answers on shared costs. */
final class SplitTexts {
  private static final Pattern WHAT_FOR =
      SplitMessage.pattern(
          "(?<!\\p{L})for\\s+(?:(?:the|our|my|a|an|some|last"
              + " night's|tonight's)\\s+)?(\\p{L}[\\p{L}'’-]*(?:\\s+(?!with(?!\\p{L})|between|among|and"
              + " |by |on |at |equally|evenly|from|split|paid|in |to |of"
              + " us|last|this|yesterday|today)\\p{L}[\\p{L}'’-]*){0,3})");
  private static final Pattern OBJECT =
      SplitMessage.pattern(
          "(?<!\\p{L})(?:the|our|this|of)\\s+(?:[$€£¥]?[\\d.,]+\\s+)?(?!bill(?!\\p{L})|cost|total|amount|us(?!\\p{L}))"
              + "(\\p{L}[\\p{L}'’-]{2,})");
  private static final Pattern NOT_A_THING =
      SplitMessage.words("everyone|everybody|me|us|him|her|them|all|both|two|three|four|five|each");

  private SplitTexts() {}

  /** {@code 12.00 USD}. */
  static String money(Money money) {
    return money.amount().toPlainString() + " " + money.currency();
  }

  /** {@code a, b and c}. */
  static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  /** With a capital at its beginning. */
  static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** How a share came to be a whole number of the currency's smallest units. */
  static String howRounded(Share share) {
    return list(
        share.parts().stream().map(part -> howRounded(part, share.parts().size())).toList());
  }

  private static String howRounded(Part part, int parts) {
    String of =
        switch (part.kind()) {
          case WHOLE -> "";
          case ITEMS -> "items ";
          case EXTRAS -> "charges ";
          case DISCOUNT -> "discount ";
        };
    String exact = part.exact().text();
    String plain = part.amount().amount().toPlainString();
    if (isExact(part)) {
      return parts == 1 ? "exact" : of + plain + " exact";
    }
    return of
        + exact
        + (part.oddUnit().amount().signum() == 0
            ? " rounded down to "
            : " with the odd %s to ".formatted(part.oddUnit().amount().abs().toPlainString()))
        + plain;
  }

  private static boolean isExact(Part part) {
    var whole = new BigDecimal(part.exact().denominator()).multiply(part.amount().amount());
    return whole.compareTo(new BigDecimal(part.exact().numerator())) == 0;
  }

  /** What the message says the cost was for, with a capital; null when it does not. */
  static @Nullable String title(SplitMessage message) {
    return title(message, List.of(WHAT_FOR, OBJECT));
  }

  /** As {@link #title(SplitMessage)}, of a message whose things are the items. */
  static @Nullable String titleOfItems(SplitMessage message) {
    return title(message, List.of(WHAT_FOR));
  }

  private static @Nullable String title(SplitMessage message, List<Pattern> patterns) {
    for (Pattern pattern : patterns) {
      Matcher found = pattern.matcher(message.text());
      while (found.find()) {
        int from = found.start(1);
        int to = found.end(1);
        boolean isPerson =
            message.mentions().stream()
                .anyMatch(mention -> mention.from() < to && from < mention.to());
        if (!isPerson && !NOT_A_THING.matcher(found.group(1)).lookingAt()) {
          return sentence(found.group(1));
        }
      }
    }
    return null;
  }
}
