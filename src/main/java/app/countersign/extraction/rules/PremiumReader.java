package app.countersign.extraction.rules;

import app.countersign.extraction.Term;
import app.countersign.extraction.rules.PriceLabels.Family;
import app.countersign.extraction.rules.PriceLabels.Label;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the customer paid for the product.
 *
 * <p>Confidence: 95 for an amount beside a label that names the product's price, 88 for "amount
 * paid" and for a table's column of prices, 82 for "premium" or "purchase price" alone, 70 and less
 * for a product with an amount but no word for price, 50 and less for what was hard to read, is of
 * another product, or contradicts itself.
 */
final class PremiumReader {
  private static final int PRODUCT_ALONE = 68;
  private static final int CONFLICT = 40;
  private static final int NOISY = 50;
  private static final int OTHER_PRODUCT = 35;
  private static final int TITLE = 3_000;
  private static final int FARTHEST = 70;
  private static final Pattern BEHIND =
      Pattern.compile(
          "^ ?(?:\\([^)]{0,30}\\) ?)?,? ?(?:to us |to the \\w+ )?(?:for|as (?:the"
              + " )?(?:price|premium|charge|consideration|cost) (?:for|of)|in"
              + " (?:exchange|consideration|return) for) (?:the |this |your |a |an )?(?:purchase of"
              + " )?(?:the |this |your )?(?:optional )?(?:gap|guaranteed|debt|waiver|vehicle"
              + " service|service"
              + " contract|contract|agreement|coverage|plan|protection|addendum|product|certificate|it)\\b(?!"
              + " cancel)");
  private static final Pattern FINANCED =
      Pattern.compile(
          "^ (?:is|was|will be) (?:added to|included in) (?:the |your )?(?:amount|loan|principal)");
  private static final Pattern ADJOINS = Pattern.compile("[ :.|=-]{0,9}");
  private static final Pattern FOR_A_SUM =
      Pattern.compile(
          "\\b(?:in (?:return|exchange|consideration) (?:for|of)|you"
              + " pay|(?:customer|borrower|buyer|owner|member) (?:pays|has paid|paid|agrees to"
              + " pay)|(?:plan|contract|waiver|agreement|coverage|certificate) costs(?:"
              + " you)?)[^.;$]{0,30}$");
  private static final Pattern PAYS =
      Pattern.compile(
          "\\bpa(?:y|id|ys|yment)\\b|\\bcharged?\\b|\\bcosts?\\b|\\bsum\\b|\\bconsideration\\b|\\bpurchased?\\b");
  private static final Pattern BLANK =
      Pattern.compile(
          "^[ :.$|-]{0,6}(?:_{2,}|(?:\\$ ?)?(?:\\.{3,}|$)|\\$? ?(?:see|as (?:shown|stated|set"
              + " forth|disclosed|listed|indicated)|refer|per the|shown|tbd)\\b)|^["
              + " a-z]{0,30}(?:is|are) (?:shown|stated|set"
              + " forth|disclosed|listed|identified|indicated|the amount"
              + " (?:shown|stated|disclosed))|^[ :a-z]{0,20}\\$ ?_");
  private static final Pattern ASIDE = Pattern.compile("\\([^()$0-9]{1,60}\\)");

  private final Contract contract;
  private final Family product;
  private final List<Evidence<Money>> found = new ArrayList<>();
  private final Set<Integer> blankPages = new LinkedHashSet<>();

  private PremiumReader(Contract contract) {
    this.contract = contract;
    String content = contract.content();
    this.product =
        PriceLabels.first(Folded.of(content, 0, Math.min(TITLE, content.length())).text());
  }

  static Term<Money> read(Contract contract) {
    PremiumReader reader = new PremiumReader(contract);
    int judged = 0;
    for (int at = 0; at < contract.passages().size(); at++) {
      judged += reader.judge(at) ? contract.passages().get(at).text().length() : 0;
      if (judged > Contract.MOST_LETTERS) {
        return Contract.crowded(reader.decide());
      }
    }
    return reader.decide();
  }

  /** Whether the clause had to be looked at closely. */
  private boolean judge(int at) {
    Passage passage = contract.passages().get(at);
    if (passage.isExample()) {
      return false;
    }
    String text = blankAsides(passage.text());
    List<Amount> amounts = mayHoldAmount(text) ? AmountFinder.find(text) : List.of();
    if (amounts.isEmpty() && !mayHoldLabel(text)) {
      return false;
    }
    List<Label> labels = PriceLabels.in(text);
    int from = 0;
    for (Amount amount : amounts) {
      if (!amount.isPercent()) {
        judge(at, text, labels, from, amount);
      }
      from = amount.end();
    }
    judgeBlank(passage, text, labels, amounts);
    return true;
  }

  private static boolean mayHoldAmount(String text) {
    return text.contains("dollar") || text.indexOf('$') >= 0 || AmountFinder.hasDigit(text);
  }

  private static boolean mayHoldLabel(String text) {
    return text.contains("price")
        || text.contains("premium")
        || text.contains("charge")
        || text.contains("cost");
  }

  /** Brackets between a label and its amount do not part them. */
  private static String blankAsides(String text) {
    if (text.indexOf('(') < 0) {
      return text;
    }
    return ASIDE.matcher(text).replaceAll(aside -> " ".repeat(aside.group().length()));
  }

  private void judge(int at, String text, List<Label> labels, int from, Amount amount) {
    Passage passage = contract.passages().get(at);
    Label label = PriceLabels.before(labels, from, amount.start());
    if (isPaidFor(text, from, amount, label)) {
      add(passage, amount, 90, PriceLabels.family(text), null);
    } else if (isForASum(text, from, amount, label)) {
      add(passage, amount, PriceLabels.PLAIN, Family.ANY, null);
    } else if (label != null && label.score() > 0) {
      boolean isFar = amount.start() - label.end() > FARTHEST;
      boolean isApart = !ADJOINS.matcher(text.substring(label.end(), amount.start())).matches();
      boolean isBareSentence = label.score() == PriceLabels.BARE && text.length() > 60 && isApart;
      boolean isReference = !amount.isMarked() && !passage.clause().isRow() && isApart;
      if (!isFar && !isBareSentence && !isReference) {
        add(passage, amount, label.score(), label.family(), null);
      }
    } else if (label == null && passage.clause().isRow()) {
      judgeCell(at, text, amount);
    }
  }

  /** "In return for the sum of …": the price, unless a nearer word says what else it is. */
  private static boolean isForASum(String text, int from, Amount amount, @Nullable Label label) {
    String before = text.substring(Math.max(from, amount.start() - 70), amount.start());
    boolean isOther = label != null && label.score() == 0 && amount.start() - label.end() < 25;
    String after = text.substring(amount.end(), Math.min(text.length(), amount.end() + 30));
    boolean isOtherBehind = PriceLabels.in(after).stream().anyMatch(one -> one.score() == 0);
    return !isOther && !isOtherBehind && FOR_A_SUM.matcher(before).find();
  }

  private static boolean isPaidFor(String text, int from, Amount amount, @Nullable Label label) {
    String after = text.substring(amount.end(), Math.min(text.length(), amount.end() + 120));
    boolean isOther = label != null && label.score() == 0 && amount.start() - label.end() < 25;
    String before = text.substring(Math.max(from, amount.start() - 120), amount.start());
    boolean isFinanced = FINANCED.matcher(after).find() && before.startsWith("the fee of");
    return isFinanced || !isOther && BEHIND.matcher(after).find() && PAYS.matcher(before).find();
  }

  /** An amount in a table: what its column is headed, and what its row is about. */
  private void judgeCell(int at, String text, Amount amount) {
    Passage passage = contract.passages().get(at);
    Clause row = passage.clause();
    String rowWords = text.substring(0, amount.start());
    boolean isProductRow = PriceLabels.namesProduct(rowWords);
    Label header = Columns.header(contract, at, row.folded().place(amount.start()));
    if (header != null && header.score() == 0) {
      return;
    }
    if (header != null) {
      int score = header.score() >= 90 ? 92 : isProductRow ? 88 : 75;
      Family family = isProductRow ? PriceLabels.family(rowWords) : header.family();
      add(passage, amount, score, family, null);
    } else if (isProductRow) {
      String why = "The amount stands beside the product without a word for price.";
      add(passage, amount, PRODUCT_ALONE, PriceLabels.family(rowWords), why);
    }
  }

  private void add(
      Passage passage, Amount amount, int score, Family family, @Nullable String remark) {
    int sure = score;
    String why = remark;
    if (family != Family.ANY && product != Family.ANY && family != product) {
      sure = Math.min(sure, OTHER_PRODUCT);
      why = "The amount is of another product than the document's title.";
    } else if (amount.isNoisy()) {
      sure = Math.min(sure, NOISY);
      why = "The amount was hard to read.";
    } else if (!amount.isMarked()) {
      sure = Math.min(sure, score >= 90 ? 85 : 70);
    }
    if (amount.value().signum() == 0) {
      sure = Math.min(sure, 60);
    }
    found.add(
        new Evidence<>(
            amount.money(),
            sure,
            passage,
            amount.start(),
            amount.end(),
            Period.ANY,
            contract.standing(passage),
            why));
  }

  private void judgeBlank(Passage passage, String text, List<Label> labels, List<Amount> amounts) {
    for (Label label : labels) {
      boolean hasAmount = amounts.stream().anyMatch(amount -> amount.start() >= label.end());
      if (label.score() >= PriceLabels.PLAIN
          && !hasAmount
          && BLANK.matcher(text).region(label.end(), text.length()).lookingAt()) {
        blankPages.add(contract.page(passage));
      }
    }
  }

  private Term<Money> decide() {
    Weighing<Money> weighed = Weighing.of(found);
    List<@Nullable String> notes = new ArrayList<>(weighed.notes());
    if (weighed.counting().isEmpty()) {
      return absent(notes);
    }
    Evidence<Money> best = Weighing.best(weighed.counting());
    List<Evidence<Money>> rivals =
        weighed.counting().stream().filter(one -> !one.value().equals(best.value())).toList();
    boolean isConflict = rivals.stream().anyMatch(one -> one.score() >= best.score() - 8);
    if (isConflict) {
      return undecided(best, rivals, notes);
    }
    boolean isDoubtful = rivals.stream().anyMatch(one -> one.score() >= best.score() - 15);
    rivals.stream()
        .map(one -> FeeText.of(one.value()) + " on page " + contract.page(one.passage()))
        .distinct()
        .limit(3)
        .forEach(other -> notes.add("Another amount may be meant: " + other + "."));
    if (!blankPages.isEmpty() && best.score() <= PRODUCT_ALONE) {
      notes.add("A price is left blank on page " + blankPages.iterator().next() + ".");
    }
    notes.add(best.remark());
    int limit = isDoubtful ? 70 : weighed.limit();
    int score = Math.min(best.score(), Math.min(limit, weighed.limit()));
    return contract.term(best.scored(score, null), Weighing.text(notes));
  }

  /** Two amounts that may each be the price are none: a person has to say which. */
  private Term<Money> undecided(
      Evidence<Money> best, List<Evidence<Money>> rivals, List<@Nullable String> notes) {
    String amounts =
        Stream.concat(Stream.of(best), rivals.stream())
            .map(one -> FeeText.of(one.value()) + " on page " + contract.page(one.passage()))
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    notes.add(0, "More than one amount may be the price: " + amounts + ".");
    return Term.absent(BigDecimal.valueOf(CONFLICT), Weighing.text(notes));
  }

  private Term<Money> absent(List<@Nullable String> notes) {
    if (blankPages.isEmpty()) {
      notes.add(0, "The text does not state a price.");
      return Term.absent(BigDecimal.valueOf(70), Weighing.text(notes));
    }
    notes.add(0, "The price is left blank on page " + blankPages.iterator().next() + ".");
    return Term.absent(BigDecimal.valueOf(90), Weighing.text(notes));
  }
}
