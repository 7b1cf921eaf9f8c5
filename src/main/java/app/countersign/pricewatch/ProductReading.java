package app.countersign.pricewatch;

import app.countersign.intent.AmountMention;
import app.countersign.intent.Cue;
import app.countersign.ledger.AccountType;
import app.countersign.ledger.Classification;
import app.countersign.ledger.MerchantRules;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a message which product it is about: the longest run of words that are none of those
 * that questions about prices are made of. Guesses, and so the answer names what it took.
 */
final class ProductReading {
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_MERCHANT_WORDS = 3;
  private static final Pattern ADDRESS = Pattern.compile("\\b[A-Za-z][A-Za-z0-9+.-]*:(?://)?\\S+");
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/]+\\S*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'’&+.-]*");
  private static final Pattern BARE_NUMBER =
      Pattern.compile(
          "(?i)(?:(?<=^)|\\b(?:is|at|if|now|was|costs?|under|below|pay|paid|paying|than|hits?)\\s+)"
              + "(?<about>(?:about|around|roughly|like)\\s+)?(?<number>[0-9]{1,6}(?:\\.[0-9]{1,2})?)"
              + "(?![0-9.]*[\\p{L}0-9%:/-])(?!\\s+(?:times|days?|weeks?|months?|years?|percent|gb|tb"
              + "|inch(?:es)?|pieces|packs?|of)\\b)");
  private static final Set<String> BEFORE_MERCHANT = Set.of("at", "on", "from");

  private final PriceWords words;
  private final MerchantRules rules;

  ProductReading(PriceWords words, MerchantRules rules) {
    this.words = words;
    this.rules = rules;
  }

  /**
   * What was read.
   *
   * @param product empty where none was named
   * @param url of http or https; null without, or of anything else
   */
  record Read(
      PriceCommand command,
      String product,
      @Nullable String merchant,
      @Nullable String url,
      List<BareNumber> numbers) {
    /** Copies the list. */
    Read {
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * A number where a price stands, without a currency: "is 249 for the AirPods good".
   *
   * @param approximate whether "about" or the like stands before it
   */
  record BareNumber(BigDecimal amount, boolean approximate) {}

  private record Word(String text, String folded) {}

  /** Reads a message; the amounts in it are passed over. */
  Read read(String message, List<AmountMention> amounts) {
    String text = without(message, amounts.stream().map(AmountMention::words).toList());
    String url = null;
    Matcher address = ADDRESS.matcher(text);
    while (address.find() && url == null) {
      String found = address.group().replaceAll("[.,;:!?)\\]}'\"]+$", "");
      url = WEB.matcher(found).matches() && found.length() <= LONGEST_URL ? found : null;
    }
    String plain = ADDRESS.matcher(text).replaceAll(" ");
    List<BareNumber> numbers = new ArrayList<>();
    if (amounts.isEmpty()) {
      plain = takeNumbers(plain, numbers);
    }
    String folded = plain.toLowerCase(Locale.ROOT).replaceAll("['’]", "").strip();
    List<Word> read = words(plain);
    String merchant = takeMerchant(read);
    return new Read(words.command(folded), product(read), merchant, url, numbers);
  }

  /** The words that names are compared by: folded, without a plural's s. */
  static Set<String> keys(String name) {
    Set<String> keys = new LinkedHashSet<>();
    Matcher word = WORD.matcher(name);
    while (word.find()) {
      for (String part : fold(word.group()).split("[^\\p{L}\\p{N}]+", -1)) {
        if (!part.isEmpty()) {
          boolean plural = part.length() > 3 && part.endsWith("s") && !part.endsWith("ss");
          keys.add(plural ? part.substring(0, part.length() - 1) : part);
        }
      }
    }
    return keys;
  }

  /** Takes numbers out that stand where a price does. */
  private static String takeNumbers(String text, List<BareNumber> numbers) {
    StringBuilder rest = new StringBuilder();
    Matcher number = BARE_NUMBER.matcher(text);
    while (number.find()) {
      boolean about = number.group("about") != null;
      numbers.add(new BareNumber(new BigDecimal(number.group("number")), about));
      number.appendReplacement(rest, " ");
    }
    return number.appendTail(rest).toString();
  }

  private static List<Word> words(String text) {
    List<Word> read = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String found = word.group().replaceAll("[.'’&+-]+$", "");
      boolean possessive = found.endsWith("'s") || found.endsWith("’s");
      String bare = possessive ? found.substring(0, found.length() - 2) : found;
      read.add(new Word(bare, fold(bare)));
    }
    return read;
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("['’]", "");
  }

  /** The merchant that "at", "on" or "from" stands before, and takes its words out. */
  private @Nullable String takeMerchant(List<Word> read) {
    for (int at = 0; at + 1 < read.size(); at++) {
      if (!BEFORE_MERCHANT.contains(read.get(at).folded())) {
        continue;
      }
      int most = Math.min(LONGEST_MERCHANT_WORDS, read.size() - at - 1);
      for (int length = 1; length <= most; length++) {
        List<Word> name = read.subList(at + 1, at + 1 + length);
        Classification known =
            rules.classify(
                String.join(" ", name.stream().map(Word::text).toList()).toUpperCase(Locale.ROOT),
                BigDecimal.ONE.negate(),
                AccountType.CREDIT);
        if (known.merchant() != null && known.category() != TransactionCategory.OTHER) {
          name.clear();
          return known.merchant();
        }
      }
    }
    return null;
  }

  private String product(List<Word> read) {
    List<Word> best = List.of();
    List<Word> run = new ArrayList<>();
    for (int at = 0; at < read.size(); at++) {
      String word = read.get(at).folded();
      if (!words.isPassedOver(word) || (!run.isEmpty() && words.mayEndName(word))) {
        run.add(read.get(at));
      } else if (!run.isEmpty() && isInsideName(read, at, run)) {
        run.add(read.get(at));
      } else {
        best = run.size() > best.size() ? run : best;
        run = new ArrayList<>();
      }
    }
    best = run.size() > best.size() ? run : best;
    String name = String.join(" ", best.stream().map(Word::text).toList());
    return name.length() > PriceRules.LONGEST_NAME ? "" : name;
  }

  /** Whether only words that may stand inside a name part this one from the name's next word. */
  private boolean isInsideName(List<Word> read, int at, List<Word> run) {
    int next = at;
    while (next < read.size() && words.mayStandInName(read.get(next).folded())) {
      next++;
    }
    boolean goesOn = next > at && next < read.size() && next - at <= 2;
    Word named =
        run.stream()
            .filter(word -> !words.mayStandInName(word.folded()))
            .reduce((one, last) -> last)
            .orElseThrow();
    return goesOn
        && !words.isPassedOver(read.get(next).folded())
        && Character.isUpperCase(read.get(next).text().codePointAt(0))
        && Character.isUpperCase(named.text().codePointAt(0));
  }

  private static String without(String message, List<Cue> cues) {
    int[] points = message.codePoints().limit(LONGEST_MESSAGE).toArray();
    for (Cue cue : cues) {
      for (int at = cue.start(); at < Math.min(cue.end(), points.length); at++) {
        points[at] = ' ';
      }
    }
    return new String(points, 0, points.length);
  }
}
