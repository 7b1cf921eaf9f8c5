package app.countersign.extraction.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words around the name of a method make of it. */
final class MethodContext {
  private static final Pattern SAID_NOT =
      Pattern.compile(
          "\\b(?:not|never|no|neither|nor|without|prohibit\\w*|instead of|rather than|in lieu"
              + " of|other than|in place of|unlike|except|forbid\\w*)\\b(?!"
              + " (?:claim|benefit|loss|later|less|more|event|made|filed|been|received|had|exceed|limited|only|to"
              + " exceed|lower))[^,;]{0,80}$");
  private static final Pattern TURNED =
      Pattern.compile("^.*(?:\\bbut\\b|\\binstead,|\\brather,|\\band (?:shall|will) be\\b)");
  private static final Pattern NOT_AFTER =
      Pattern.compile(
          "^[^,;.]{0,60}\\b(?:(?:shall|will|may|must|can|is|are|does|do)(?: not|n't| never) (?:be"
              + " )?(?:used|apply|applied|permitted|allowed|available|employed|computed|calculated)"
              + "|prohibited|forbidden|deleted|removed|replaced|superseded)\\b");
  private static final Pattern DEFINES =
      Pattern.compile(
          "^[\"' ]{0,2}(?:refunds?|methods?|basis|calculations?|cancellations?)?(?: refunds?|"
              + " methods?| basis)?[\"' )]{0,3} ?(?:means|refers? to|shall mean|is defined|(?:is|-)"
              + " an? (?:\\w+ ){0,2}(?:method|formula|way))\\b");
  private static final Pattern DAYS =
      Pattern.compile(
          "\\bdaily\\b|\\bper diem\\b|\\bday[- ]by[- ]day\\b|\\bnumber of (?:\\w+[-"
              + " ]){0,3}days\\b|\\b(?:unexpired|remaining|unused|elapsed|total|whole|full|calendar)"
              + " (?:\\w+ ){0,2}days\\b|\\bdays? (?:remaining|left|elapsed|unexpired|of (?:the"
              + " )?(?:unexpired|coverage|original|remaining|term)|in (?:the"
              + " )?(?:original|term|full|total|force)|basis|not (?:yet )?(?:used|elapsed))|\\bby"
              + " (?:the )?days?\\b|\\beach (?:full )?day\\b|\\b(?:in|of|by) days\\b|\\bpro[-"
              + " ]?rata days\\b");
  private static final Pattern MONTHS =
      Pattern.compile(
          "\\bmonthly\\b(?! (?:payment|instal))|\\bnumber of (?:\\w+[-"
              + " ]){0,3}months\\b|\\b(?:unexpired|remaining|unused|elapsed|total|whole|full|calendar)"
              + " (?:\\w+ ){0,2}months\\b|\\bmonths? (?:remaining|left|elapsed|unexpired|of (?:the"
              + " )?(?:unexpired|coverage|original|remaining|term)|in (?:the"
              + " )?(?:original|term|full|total|force)|basis|not (?:yet )?(?:used|elapsed))|\\bby"
              + " (?:the )?months?\\b|\\beach (?:full )?month\\b|\\b(?:in|of|by)"
              + " months\\b|(?<![a-z(/])t ?/ ?n(?![a-z/])");
  private static final Pattern FRACTION =
      Pattern.compile(
          "\\bfraction\\b|\\btimes\\b| x |\u00d7|\u00f7|\\bover"
              + " the\\b|\\bdivid|\\bnumerator\\b|\\bratio\\b|\\bmultipl|\\bbear to\\b|\\bbears"
              + " to\\b");
  private static final Pattern INTEREST =
      Pattern.compile(
          "\\bfinance charges?\\b|\\binterest"
              + " (?:charge|refund|rate)|\\b(?:unearned|precomputed|of|accrued) interest\\b");
  private static final Pattern PRODUCT =
      Pattern.compile(
          "\\bgap\\b|waiver|premium|service"
              + " (?:contract|agreement)|coverage|protection|addendum|debt cancellation|purchase"
              + " price|insurance|this (?:plan|product|program)");
  private static final Pattern BY_US =
      Pattern.compile(
          "\\b(?:we|the administrator|administrator|the"
              + " (?:lender|creditor|provider|obligor|dealer|seller|bank|insurer)|provider|us)"
              + " (?:may |must |shall |will |elects? to |choose to"
              + " )?(?:cancels?|terminates?|rescinds?)\\b|\\b(?:cancel+ed|terminated|cancel+ation|termination)"
              + " by (?:us|the"
              + " (?:administrator|lender|creditor|provider|obligor|dealer|seller|bank|insurer)|our)\\b|\\bour"
              + " cancellation\\b");
  private static final Pattern BY_YOU =
      Pattern.compile(
          "\\b(?:you|customer|buyer|borrower|owner|purchaser|holder|consumer|member|debtor) (?:may"
              + " |elects? to |choose to )?(?:cancels?|terminates?)\\b|\\bcancel+ed by (?:you|the"
              + " (?:customer|buyer|borrower|owner|purchaser))\\b");

  private MethodContext() {}

  static boolean isNegated(String text, int start, int end) {
    String before = text.substring(Math.max(0, start - 110), start);
    Matcher turn = TURNED.matcher(before);
    String since = turn.find() ? before.substring(turn.end()) : before;
    return SAID_NOT.matcher(since).find()
        || NOT_AFTER.matcher(text).region(end, text.length()).lookingAt();
  }

  static boolean isDefinition(Passage passage, int end) {
    String text = passage.text();
    return DEFINES.matcher(text).region(end, text.length()).lookingAt() || passage.isDefinition();
  }

  static boolean speaksOfDays(String text) {
    return DAYS.matcher(text).find();
  }

  static boolean speaksOfMonths(String text) {
    return MONTHS.matcher(text).find();
  }

  static boolean isFraction(String text) {
    return FRACTION.matcher(text).find();
  }

  /** Whether a clause is about the interest of a loan rather than the price of a product. */
  static boolean isAboutInterest(String text) {
    return INTEREST.matcher(text).find() && !PRODUCT.matcher(text).find();
  }

  /** Whether it says what happens when the other side ends the contract. */
  static boolean isEndedByUs(String text) {
    return BY_US.matcher(text).find() && !BY_YOU.matcher(text).find();
  }
}
