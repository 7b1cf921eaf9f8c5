package app.countersign.card;

import app.countersign.intent.AmountMention;
import app.countersign.intent.Cue;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.Classification;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a message where something is bought, or what. A merchant that the ledger's rules know
 * goes before a plain word for a category, for it is the merchant that a card's issuer goes by.
 */
final class PurchaseReading {
  private static final int LONGEST_NAME = 4;
  private static final Set<String> BEFORE_MERCHANT = Set.of("at", "from", "on", "to", "in", "@");

  /** Words that are brands in bank text, and ordinary words, or banks, in a question. */
  private static final Set<String> NO_MERCHANT_ALONE =
      Set.of(
          "target",
          "shell",
          "gap",
          "delta",
          "chase",
          "discover",
          "citi",
          "amex",
          "visa",
          "square",
          "cash",
          "apple",
          "capital",
          "best",
          "credit",
          "american",
          "express",
          "united",
          "balance",
          "fee",
          "interest",
          "transfer",
          "payment",
          "check",
          "card",
          "cards",
          "total",
          "limit",
          "us",
          "bank");

  private final MerchantRules rules;
  private final CategoryWords words;

  PurchaseReading(MerchantRules rules, CategoryWords words) {
    this.rules = rules;
    this.words = words;
  }

  /** Where or what: the merchant's name where one was named, and its category. */
  record Found(@Nullable String merchant, @Nullable TransactionCategory category) {
    static final Found NOTHING = new Found(null, null);
  }

  /** Reads a message; the amounts in it are passed over. */
  Found read(String message, List<AmountMention> amounts) {
    String text = without(message, amounts.stream().map(AmountMention::words).toList());
    List<String> read = CategoryWords.words(text.replace("@", " at "));
    Found merchant = merchant(read, true);
    if (merchant != null) {
      return merchant;
    }
    CategoryWords.Named named = words.find(read);
    if (named != null) {
      return new Found(null, named.category());
    }
    Found anywhere = merchant(read, false);
    return anywhere == null ? Found.NOTHING : anywhere;
  }

  /** What a merchant's name means; a category of null where the rules do not know it. */
  Found ofMerchant(String name) {
    Found known = classified(name);
    if (known != null) {
      return known;
    }
    CategoryWords.Named named = words.find(CategoryWords.words(name));
    return new Found(name, named == null ? null : named.category());
  }

  private @Nullable Found merchant(List<String> read, boolean afterPreposition) {
    for (int from = 0; from < read.size(); from++) {
      boolean follows = from > 0 && BEFORE_MERCHANT.contains(read.get(from - 1));
      if (afterPreposition && !follows) {
        continue;
      }
      int start = from;
      if (afterPreposition && Set.of("the", "a", "my").contains(read.get(from))) {
        start++;
      }
      for (int length = Math.min(LONGEST_NAME, read.size() - start); length > 0; length--) {
        List<String> name = read.subList(start, start + length);
        boolean ordinary = length == 1 && NO_MERCHANT_ALONE.contains(name.getFirst());
        Found found = ordinary && !follows ? null : classified(String.join(" ", name));
        if (found != null && coversAll(found, name)) {
          return found;
        }
      }
    }
    return null;
  }

  /** The rules look for a brand anywhere; here it must be what the words say, not be among them. */
  private boolean coversAll(Found found, List<String> name) {
    if (name.size() == 1) {
      return true;
    }
    Found shorter = classified(String.join(" ", name.subList(0, name.size() - 1)));
    Found later = classified(String.join(" ", name.subList(1, name.size())));
    return !found.equals(shorter) && !found.equals(later);
  }

  private @Nullable Found classified(String name) {
    Classification known =
        rules.classify(name.toUpperCase(Locale.ROOT), BigDecimal.ONE.negate(), AccountType.CREDIT);
    boolean isBrand =
        known.merchant() != null
            && CardCatalogueFile.CATEGORIES.contains(known.category())
            && !CategoryWords.words(known.merchant()).isEmpty();
    return isBrand && words.find(CategoryWords.words(name)) == null
        ? new Found(Objects.requireNonNull(known.merchant()), known.category())
        : null;
  }

  private static String without(String message, List<Cue> cues) {
    int[] points = message.codePoints().toArray();
    for (Cue cue : cues) {
      for (int at = cue.start(); at < Math.min(cue.end(), points.length); at++) {
        points[at] = ' ';
      }
    }
    return new String(points, 0, points.length);
  }
}
