package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a form that stand beside amounts: the price of the product, and everything else.
 */
final class PriceLabels {
  static final int NAMED = 95;
  static final int PLAIN = 82;
  static final int BARE = 62;

  private static final String SUBJECT =
      "(?:gap|guaranteed (?:asset|auto|automobile) protection|debt"
          + " (?:cancellation|waiver)|deficiency|waiver|vehicle service|service|vsc|mechanical"
          + " breakdown|extended (?:service|warranty)|tire (?:and|&) wheel"
          + "|key|paint|theft|maintenance|contract|agreement|coverage|plan|program|policy|product|addendum"
          + "|protection|warranty|membership|enrol+ment|certificate|package)";
  private static final String SUBJECTS = SUBJECT + "(?:[ /-]" + SUBJECT + "){0,5}";
  private static final Pattern PRICE =
      Pattern.compile(
          "(?<named>\\b"
              + SUBJECTS
              + "'?s? (?:total |retail |purchase |selling |sale |customer |single )?"
              + "(?:price|premium|charge|cost|fee)s?\\b|\\b(?:price|premium|charge|cost|fee|amount"
              + " (?:you )?paid|amount charged|(?:you|customer) paid) (?:paid |charged |to you |you"
              + " paid )?(?:for|of) (?:the |this |your |such )?(?:optional |selected )?"
              + SUBJECTS
              + "\\b(?! price))|(?<paid>\\b(?:customer|buyer|purchaser|your|you)(?:'s)?"
              + " (?:price|cost|paid)\\b|\\b(?:amount|price|premium) (?:you )?paid\\b|\\bpaid by"
              + " (?:the"
              + " )?(?:customer|buyer|purchaser)\\b)|(?<plain>\\bpremium\\b|\\bconsideration\\b(?!"
              + " (?:of|for))|\\bcontribution\\b|\\btotal (?:customer |retail"
              + " )?(?:price|cost|charge)\\b|\\b(?:purchase|selling|retail)"
              + " price\\b)|(?<bare>\\b(?:price|cost|charge)\\b)");
  private static final Pattern OTHER =
      Pattern.compile(
          "\\b(?:vehicle(?:'s)? (?:purchase |selling |sale |cash |retail"
              + " )?(?:price|value|cost)|cash (?:sale )?price|(?:price|cost|value) of (?:the |your"
              + " )?(?:\\w+ )?(?:vehicle|automobile|car|truck|motorcycle)|msrp|nada|amount"
              + " financed|(?:unpaid )?balance|finance charges?|total of payments|total sale"
              + " price|(?:monthly |periodic |down |regular |loan |total"
              + " )?payments?|deductibles?|limits?|maximum|max|liability|benefits?|loan(?:"
              + " amount)?|amount of (?:loan|credit)|apr|annual percentage|rate|(?:sales"
              + " )?tax\\w*|dealer (?:cost|net|price)|net"
              + " cost|remit\\w*|commission|reserve|trade(?:-in)?|cancel\\w* (?:fee|charge)"
              + "|(?:administrat\\w+|processing|transfer|late|lien\\w*|document\\w*|doc|title|registration|service|handling|license|filing|inspection|other)"
              + " (?:fee|charge)s?|fees?|refund\\w*(?: (?:of|on) (?:the |your |any )?(?:unearned"
              + " )?(?:purchase price|premium|price|charge|cost))?|unearned(?: premium)?|per"
              + " (?:day|visit|claim|occurrence|month|repair)|rental|towing|labor|reimburs\\w*|up"
              + " to|not (?:to )?exceed\\w*|at least|less than|more than|greater"
              + " than|discount|(?:vehicle |auto |car |physical damage )?insurance"
              + " premium|settlement|actual cash value|acv|odometer|mileage|list price|suggested"
              + " \\w+(?: price)?|savings|allowance|(?:monthly|annual|earned|refund"
              + " of|return|refundable) (?:the |your )?premium|wholesale|cost of repairs?|repair"
              + " cost|dealer'?s? (?:invoice|charge))\\b");
  private static final Pattern GAP =
      Pattern.compile(
          "\\bgap\\b|guaranteed (?:asset|auto)|debt (?:cancellation|waiver)|deficiency");
  private static final Pattern SERVICE =
      Pattern.compile(
          "service (?:contract|agreement)|\\bvsc\\b|mechanical breakdown|extended"
              + " (?:warranty|service)");
  private static final Pattern SIDE =
      Pattern.compile(
          "tire|wheel|\\bkey\\b|\\bpaint|\\btheft|\\bmaintenance|appearance|\\bdent\\b|credit"
              + " (?:life|disab)");
  private static final Pattern GENERIC =
      Pattern.compile(
          "^(?:service|contract|agreement|policy|program|key|plan) (?:total |retail |sale"
              + " )?(?:price|charge|cost|fee|premium)s?$");

  private PriceLabels() {}

  /** What kind of product words speak of. */
  enum Family {
    GAP,
    SERVICE,
    SIDE,
    ANY
  }

  /**
   * A label.
   *
   * @param start of it in the folded text
   * @param end after it
   * @param score how clearly it is the product's price; 0 when it is something else
   * @param family whose price
   */
  record Label(int start, int end, int score, Family family) {

    int length() {
      return end - start;
    }
  }

  /** The labels of a text in order; of those that overlap, the longest. */
  static List<Label> in(String text) {
    List<Label> labels = new ArrayList<>();
    Matcher price = PRICE.matcher(text);
    while (price.find()) {
      labels.add(new Label(price.start(), price.end(), score(price), family(price.group())));
    }
    Matcher other = OTHER.matcher(text);
    while (other.find()) {
      Label label = new Label(other.start(), other.end(), 0, Family.ANY);
      labels.removeIf(one -> overlaps(one, label) && one.length() <= label.length());
      if (labels.stream().noneMatch(one -> overlaps(one, label))) {
        labels.add(label);
      }
    }
    return labels;
  }

  private static boolean overlaps(Label one, Label other) {
    return one.start() < other.end() && other.start() < one.end();
  }

  private static int score(Matcher price) {
    if (price.group("named") != null) {
      boolean isFee =
          price
              .group()
              .matches("(?:service|contract|agreement|policy|program|key) (?:fee|charge)s?");
      return isFee ? BARE : GENERIC.matcher(price.group()).matches() ? 84 : NAMED;
    }
    return price.group("paid") != null ? 88 : price.group("plain") != null ? PLAIN : BARE;
  }

  /** The label that is nearest before an amount; null without. */
  static @Nullable Label before(List<Label> labels, int from, int start) {
    Label nearest = null;
    for (Label label : labels) {
      boolean isBefore = label.end() <= start && label.start() >= from;
      if (isBefore && (nearest == null || label.end() > nearest.end())) {
        nearest = label;
      }
    }
    return nearest;
  }

  /** Which kind of product words name. */
  static Family family(String words) {
    if (SIDE.matcher(words).find()) {
      return Family.SIDE;
    }
    if (SERVICE.matcher(words).find()) {
      return Family.SERVICE;
    }
    return GAP.matcher(words).find() ? Family.GAP : Family.ANY;
  }

  /** The product that a text names first. */
  static Family first(String text) {
    Family first = Family.ANY;
    int start = text.length();
    Map<Family, Pattern> names =
        Map.of(Family.GAP, GAP, Family.SERVICE, SERVICE, Family.SIDE, SIDE);
    for (Map.Entry<Family, Pattern> name : names.entrySet()) {
      Matcher matcher = name.getValue().matcher(text);
      if (matcher.find() && matcher.start() < start) {
        start = matcher.start();
        first = name.getKey();
      }
    }
    return first;
  }

  /** Whether words name a product, so that an amount beside them may be its price. */
  static boolean namesProduct(String words) {
    return family(words) != Family.ANY;
  }
}
