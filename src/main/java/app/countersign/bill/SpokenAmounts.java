package app.countersign.bill;

import app.countersign.intent.AmountMention;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The amounts of a message as exact money of one currency; whatever is not exact is asked for. */
final class SpokenAmounts {
  private static final String CHARGES =
      "(tax(?:es)?|vat|tip|gratuity|delivery(?: fee| charge)?|service(?: fee| charge)?|fees?"
          + "|shipping|postage|discount|coupon|voucher|off)";
  private static final Pattern BEFORE =
      SplitMessage.pattern(
          "(?<!\\p{L})" + CHARGES + "\\s*(?:(?:of|was|is|at|came to)\\s*)?[:=]?\\s*$");
  private static final Pattern AFTER =
      SplitMessage.pattern(
          "^\\s*(?:(?:of|for|in|as)\\s+)?(?:the\\s+|a\\s+)?" + CHARGES + "(?!\\p{L})");

  private SpokenAmounts() {}

  /**
   * An amount of the message.
   *
   * @param charge what it is besides the goods; null for goods
   */
  record Spoken(Money money, @Nullable BillItemKind charge, int from, int to) {}

  /**
   * The amounts in the order they stand.
   *
   * @param displayed the currency of an amount that says none, if no other amount says one
   * @param notes takes what was taken for granted
   */
  static List<Spoken> of(SplitMessage message, String displayed, List<String> notes) {
    List<AmountMention> mentions = message.question().entities().amounts();
    String currency = currency(mentions, displayed, notes);
    List<Spoken> amounts = new ArrayList<>();
    for (AmountMention mention : mentions) {
      int from = message.from(mention.words());
      int to = message.to(mention.words());
      amounts.add(new Spoken(exact(mention, currency), charge(message, from, to), from, to));
    }
    return amounts;
  }

  private static String currency(
      List<AmountMention> mentions, String displayed, List<String> notes) {
    Set<String> said = new LinkedHashSet<>();
    boolean isOneWithout = false;
    for (AmountMention mention : mentions) {
      if (mention.currency() == null) {
        isOneWithout = true;
      } else {
        said.add(mention.currency());
      }
    }
    if (said.size() > 1) {
      throw new AskBack(
          "That is in %s, and amounts are never converted. Ask for each currency by itself."
              .formatted(String.join(" and ", said)));
    }
    if (isOneWithout) {
      notes.add(
          said.isEmpty()
              ? "No currency was said: your display currency, %s, was taken.".formatted(displayed)
              : "%s was taken for every amount.".formatted(said.iterator().next()));
    }
    return said.isEmpty() ? displayed : said.iterator().next();
  }

  private static Money exact(AmountMention mention, String currency) {
    String written = mention.amount().toPlainString();
    if (mention.approximate()) {
      throw new AskBack(
          "You wrote about %s %s. How much was it exactly?".formatted(written, currency));
    }
    int digits = Money.digits(currency);
    if (mention.amount().stripTrailingZeros().scale() > digits) {
      throw new AskBack(
          "%s has more digits after the point than %s has, which is %d. How much was it exactly?"
              .formatted(written, currency, digits));
    }
    if (mention.amount().signum() <= 0) {
      throw new AskBack("An amount of %s cannot be split. How much was it?".formatted(written));
    }
    return Money.of(mention.amount(), currency);
  }

  private static @Nullable BillItemKind charge(SplitMessage message, int from, int to) {
    Matcher before = BEFORE.matcher(message.before(from));
    if (before.find()) {
      return kind(before.group(1));
    }
    Matcher after = AFTER.matcher(message.after(to));
    return after.find() ? kind(after.group(1)) : null;
  }

  private static BillItemKind kind(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.startsWith("tax") || lower.equals("vat")) {
      return BillItemKind.TAX;
    }
    return switch (lower) {
      case "tip", "gratuity" -> BillItemKind.TIP;
      case "shipping", "postage" -> BillItemKind.SHIPPING;
      case "discount", "coupon", "voucher", "off" -> BillItemKind.DISCOUNT;
      default -> BillItemKind.FEE;
    };
  }

  /** The sum of the charges of a kind; null without any. */
  static @Nullable Money sum(List<Spoken> amounts, BillItemKind kind) {
    List<Spoken> own = amounts.stream().filter(each -> each.charge() == kind).toList();
    if (own.isEmpty()) {
      return null;
    }
    BigDecimal sum =
        own.stream().map(each -> each.money().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Money.of(sum, own.getFirst().money().currency());
  }
}
