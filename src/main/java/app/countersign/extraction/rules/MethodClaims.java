package app.countersign.extraction.rules;

import app.countersign.terms.RefundMethod;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a clause that names a method claims, and how far it can be relied on. */
final class MethodClaims {
  static final String ASSUMED = "It does not say days or months; days are assumed.";
  private static final int FOR_OTHERS = 55;
  private static final Pattern CONDITION =
      Pattern.compile("\\b(?:if|unless|in the event|where|once|provided|less than|except)\\b");
  private static final Pattern LOSS =
      Pattern.compile(
          "\\bclaims?\\b|\\bbenefits?\\b|\\btotal loss\\b|\\bwaived\\b|\\bless than\\b|\\bloss\\b");
  private static final Pattern OTHER_CONTRACT =
      Pattern.compile("\\b(?:offer\\w*|comparable|another|a (?:contract|waiver|plan) that)\\b");
  private static final Pattern PRICE =
      Pattern.compile(
          "\\b(?:premium|price|charge|cost|waiver|contract|agreement|coverage|product|plan|amount|gap|addendum|protection|fee"
              + " for|refund method|method of refund)\\b");
  private static final Pattern SIDE_FEE =
      Pattern.compile(
          "\\b(?:cancel+ation|application|processing|enrol+ment|administrat\\w+|inspection|transfer|activation)"
              + " (?:fee|charge)s?\\b.{0,30}$|\\bdeposit\\b.{0,30}$|\\bdeductible\\b.{0,30}$");
  private static final Pattern ALWAYS =
      Pattern.compile(
          "\\bat any time\\b|\\bregardless of\\b|\\bno matter when\\b|\\bwhenever\\b|\\bmethod ?:"
              + " ?flat");
  private static final Pattern OPERATIVE =
      Pattern.compile(
          "\\bcalculat|\\bcomput|\\bdetermin|\\bbased"
              + " (?:up)?on\\b|\\busing\\b|\\baccord|\\bbasis\\b|\\bmethod\\b|\\bby (?:the"
              + " )?(?:use|rule|sum|pro|means|short|actuarial)|\\brefund(?:ed)?\\b|\\bunder"
              + " the\\b|\\bequal\\b");
  private static final Pattern FLOOR_BEFORE =
      Pattern.compile(
          "\\b(?:at least as favou?rable\\b.{0,40}|not? less (?:favou?rable"
              + " )?than\\b.{0,40}|minimum\\b.{0,40}|as a minimum.{0,30})$");
  private static final Pattern CHOICE_AFTER =
      Pattern.compile(
          "^.{0,30}\\bor (?:any |an |some |such"
              + " )?(?:other|another|similar|equivalent|alternative|as"
              + " )|^.{0,40}\\b(?:unless|except (?:as|where|when))\\b|^[^.;]{0,99}\\bminimum\\b");
  private static final Pattern LAW_BEFORE =
      Pattern.compile(
          "\\b(?:where|when|if|as|unless) (?:otherwise )?(?:required|permitted|allowed|provided)"
              + " by\\b.{0,50}$");

  private MethodClaims() {}

  /** Whether "no refund" and its like are said of the price and without a condition. */
  static boolean saysNothingComesBack(Passage passage, MethodWords.Match match, Period period) {
    String text = passage.text();
    if (period == Period.FREE_LOOK
        || SIDE_FEE.matcher(text.substring(0, match.start())).find()
        || OTHER_CONTRACT.matcher(text).find()
        || LOSS.matcher(text).find()) {
      return false;
    }
    boolean isOfPrice = PRICE.matcher(text).find() || PRICE.matcher(passage.heading()).find();
    boolean isConditional = CONDITION.matcher(text).find() && period != Period.AFTER;
    return isOfPrice && !isConditional;
  }

  /** Whether the full price comes back whenever the contract ends. */
  static boolean saysAlwaysAll(String text) {
    return ALWAYS.matcher(text).find();
  }

  static boolean isOperative(Passage passage) {
    return OPERATIVE.matcher(passage.text()).find();
  }

  /** Why a method that is named may not be the one; null when nothing says so. */
  static @Nullable String doubt(String text, MethodWords.Match match) {
    String before = text.substring(Math.max(0, match.start() - 100), match.start());
    String after = text.substring(match.end(), Math.min(text.length(), match.end() + 130));
    if (FLOOR_BEFORE.matcher(before).find()) {
      return "The clause sets a floor: another method that is better for the customer is allowed.";
    }
    if (CHOICE_AFTER.matcher(after).find() || LAW_BEFORE.matcher(before).find()) {
      return "The clause allows another method beside it.";
    }
    return null;
  }

  static boolean isAssumed(Evidence<RefundMethod> evidence) {
    String remark = evidence.remark();
    return remark != null && remark.startsWith(ASSUMED);
  }

  /** The same evidence, with the counting that another clause gives. */
  static Evidence<RefundMethod> counted(Evidence<RefundMethod> one, RefundMethod method) {
    return new Evidence<>(
        method,
        Math.max(one.score(), Math.min(85, one.score() + 10)),
        one.passage(),
        one.from(),
        one.to(),
        one.period(),
        one.standing(),
        "Another clause says how pro rata is counted.");
  }

  /** What a customer's own cancellation brings; what the other side's brings only if alone. */
  static List<Evidence<RefundMethod>> byCustomer(List<Evidence<RefundMethod>> found) {
    List<Evidence<RefundMethod>> own =
        found.stream().filter(one -> !MethodContext.isEndedByUs(one.passage().text())).toList();
    if (!own.isEmpty()) {
      return own;
    }
    return found.stream()
        .map(
            one ->
                one.scored(
                    Math.min(one.score(), FOR_OTHERS),
                    "The clause is about a cancellation by the other side."))
        .toList();
  }
}
