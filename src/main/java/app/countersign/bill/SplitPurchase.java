package app.countersign.bill;

import app.countersign.assistant.Question;
import app.countersign.bill.SplitMessage.Mention;
import app.countersign.intent.DateMention;
import app.countersign.merchant.Purchase;
import app.countersign.merchant.Purchases;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the purchase that a message speaks of. In a group nobody's purchases are looked at who does
 * not share them there, the asker's own included.
 */
@Singleton
class SplitPurchase {
  private static final Pattern ORDER = SplitMessage.words("orders?|purchases?");
  private static final Pattern LATEST = SplitMessage.words("last|latest|most recent|newest|recent");
  private static final Pattern WORDS_BEFORE =
      SplitMessage.pattern("(?:[\\p{L}\\d'’&.@-]+\\s+){0,6}$");
  private static final Set<String> NOT_A_MERCHANT =
      Set.of(
          "split",
          "divide",
          "share",
          "my",
          "the",
          "our",
          "last",
          "latest",
          "most",
          "recent",
          "newest",
          "this",
          "that",
          "please",
          "can",
          "you",
          "we",
          "let's",
          "lets",
          "to",
          "of",
          "a",
          "an",
          "yesterday's",
          "today's",
          "yesterday’s",
          "today’s",
          "cost",
          "up",
          "should",
          "how",
          "do",
          "i",
          "online",
          "whole",
          "entire",
          "and",
          "could",
          "us",
          "for",
          "with");
  private static final int MOST_LOOKED_AT = 200;

  private final Purchases purchases;

  SplitPurchase(Purchases purchases) {
    this.purchases = purchases;
  }

  /** Whether the message speaks of a purchase instead of an amount. */
  static boolean isMeant(SplitMessage message) {
    return message.question().entities().amounts().isEmpty() && message.has(ORDER);
  }

  /**
   * The purchase and whose it is.
   *
   * @param isTakenForGranted whether the latest was taken without having been asked for
   */
  record Found(Purchase purchase, Sharer buyer, boolean isTakenForGranted) {}

  /** The one that is meant. */
  Found find(SplitMessage message) {
    Matcher order = ORDER.matcher(message.text());
    if (!order.find()) {
      throw new IllegalArgumentException("no purchase is meant");
    }
    Sharer buyer = buyer(message, order.start());
    UUID buyerId = Objects.requireNonNull(buyer.personId());
    requireShared(message, buyer);
    String merchant = merchant(message, order.start());
    List<Purchase> fitting =
        candidates(message.question(), buyerId).stream()
            .filter(purchase -> purchase.status().isPaid())
            .filter(purchase -> isOf(purchase, merchant))
            .sorted(Comparator.comparing(Purchase::orderedAt).reversed())
            .toList();
    if (fitting.isEmpty()) {
      throw new AskBack(
          "I find no such %s. Say the amount, and I split that."
              .formatted(merchant.isEmpty() ? "purchase" : "purchase at " + merchant));
    }
    boolean isLatest = message.has(LATEST);
    if (!isLatest && dates(message.question()) != null && fitting.size() > 1) {
      throw new AskBack(
          "There are %d purchases of that time. Say the amount of the one you mean."
              .formatted(fitting.size()));
    }
    boolean isGranted = !isLatest && fitting.size() > 1;
    return new Found(fitting.getFirst(), buyer, isGranted);
  }

  /** "Ana's Amazon order" is Ana's, everything else the asker's own. */
  private static Sharer buyer(SplitMessage message, int order) {
    for (Mention mention : message.mentions()) {
      String between = mention.to() <= order ? message.text().substring(mention.to(), order) : "";
      if (between.matches("(?s)['’]s?\\s.{0,40}") && mention.person().personId() != null) {
        return mention.person();
      }
    }
    return message.asker();
  }

  private static void requireShared(SplitMessage message, Sharer buyer) {
    if (message.question().sharesPurchases(buyer.personId())) {
      return;
    }
    if (!message.question().isGroup()) {
      throw new AskBack("Only your own purchases can be used here. How much was it?");
    }
    throw new AskBack(
        buyer.equals(message.asker())
            ? "You do not share your purchases in this chat, so I do not look at them here. Share"
                + " them, or say the amount."
            : "%s does not share purchases in this chat. How much was it?".formatted(buyer.name()));
  }

  private List<Purchase> candidates(Question question, UUID buyerId) {
    DateMention date = dates(question);
    if (date == null || date.from() == null || date.to() == null) {
      return purchases.latest(buyerId, MOST_LOOKED_AT);
    }
    return purchases
        .between(
            buyerId,
            date.from().minusDays(1).atStartOfDay(question.zone()).toInstant(),
            date.to().plusDays(2).atStartOfDay(question.zone()).toInstant())
        .stream()
        .filter(
            purchase ->
                !purchase.orderedOn().isBefore(date.from())
                    && !purchase.orderedOn().isAfter(date.to()))
        .toList();
  }

  private static @Nullable DateMention dates(Question question) {
    return question.entities().dates().stream()
        .filter(date -> date.from() != null)
        .findFirst()
        .orElse(null);
  }

  /** The words before "order" that may be a merchant's; empty without any. */
  private static String merchant(SplitMessage message, int order) {
    String before = message.before(order);
    Matcher words = WORDS_BEFORE.matcher(before);
    if (!words.find()) {
      return "";
    }
    int from = order - before.length() + words.start();
    return String.join(
        " ",
        Arrays.stream(words.group().strip().split("\\s+"))
            .filter(word -> !NOT_A_MERCHANT.contains(word.toLowerCase(Locale.ROOT)))
            .filter(word -> !isPerson(message, word, from))
            .filter(word -> word.chars().anyMatch(Character::isLetter))
            .toList());
  }

  private static boolean isPerson(SplitMessage message, String word, int from) {
    String bare = word.replaceAll("['’]s?$", "").replaceFirst("^@", "");
    return message.mentions().stream()
        .filter(mention -> mention.from() >= from)
        .anyMatch(
            mention ->
                message
                    .text()
                    .substring(mention.from(), mention.to())
                    .toLowerCase(Locale.ROOT)
                    .contains(bare.toLowerCase(Locale.ROOT)));
  }

  private static boolean isOf(Purchase purchase, String merchant) {
    String name = purchase.merchantName().toLowerCase(Locale.ROOT).replace(" ", "");
    String asked = merchant.toLowerCase(Locale.ROOT).replace(" ", "");
    return asked.isEmpty() || name.contains(asked) || asked.contains(name);
  }
}
