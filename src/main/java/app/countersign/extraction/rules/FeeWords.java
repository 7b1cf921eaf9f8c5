package app.countersign.extraction.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that speak of a fee for cancelling, and what stands around an amount of one. */
final class FeeWords {
  static final int NAMED = 95;
  static final int DEDUCTED = 85;
  static final int LOOSE = 76;

  private static final String CANCEL = "cancel+(?:ation|ing|ed)?";
  private static final Pattern NAME =
      Pattern.compile(
          "\\b(?:"
              + CANCEL
              + " (?:(?:processing|administrative|administration|service|handling|or"
              + " termination) ){0,2}(?:fee|charge|penalty)s?\\b"
              + "|(?:administrative|processing|service|handling) (?:or |and )?"
              + CANCEL
              + " (?:fee|charge)s?\\b"
              + "|(?:fee|charge|penalty) (?:for|upon|on|of) (?:\\w+ ){0,2}cancel+(?:ing|ation)\\b"
              + "|(?:early )?(?:termination|surrender) (?:fee|charge|penalty)s?\\b"
              + "|refund processing (?:fee|charge)s?\\b)");
  private static final Pattern LOOSE_NAME =
      Pattern.compile(
          "\\b(?:(?:administrat(?:ive|ion|or)|processing|service|handling|refund)"
              + " (?:fee|charge)s?|fee|charge|penalty)\\b");
  private static final Pattern DEDUCTION =
      Pattern.compile(
          "\\b(?:less|minus|deduct\\w*|retain\\w*|withh[eo]ld\\w*|subtract\\w*|reduced by|keep)\\b"
              + "(?! than)[^.;$%]{0,45}$");
  private static final Pattern DEDUCTED_BEHIND =
      Pattern.compile(
          "^[^.;$%]{0,20}\\b(?:taken|deducted|withheld|kept|retained|subtracted)\\b(?! (?:by|in))");
  private static final Pattern OTHER_FEE =
      Pattern.compile(
          "\\b(?:late|lien\\w*|nsf|returned|transfer\\w*|inspection|reinstatement|registration|title|document\\w*|doc|gap|waiver|agreement|contract|plan|per"
              + " claim|filing|finance|storage|towing|recording|dishonou?red|check) (?:\\w+"
              + " )?(?:fee|charge)s?\\b|\\bdeductibles?\\b|\\bclaims? paid\\b|\\bpurchase price"
              + " (?:of|is)\\b");
  private static final Pattern NONE =
      Pattern.compile(
          "\\b(?:no|without (?:any|a)?|free of(?: any)?|zero) ?(?:(?:such|other|additional)"
              + " )?(?:(?:administrative|processing|service|handling|transaction) (?:fees?"
              + " |charges? )?(?:,? ?(?:or|and) )?)?(?:"
              + CANCEL
              + " |cancel |termination )(?:(?:,? ?or |processing |administrative |service )\\w* ?)?"
              + "(?:fee|charge|penalt)\\w*|\\b(?:no|without (?:any|a)?)"
              + " (?:(?:administrative|processing|service|handling)"
              + " )?(?:fee|charge|penalt|deduction)\\w*|\\b(?:not|never) (?:be"
              + " )?(?:charge|impose|assess|deduct|subject to|owe|pay|collect|apply)\\w* (?:you"
              + " )?(?:a |any |an )?(?:\\w+"
              + " ){0,2}(?:fee|charge|penalty)\\b|\\b(?:fee|charge|penalty) (?:for \\w+"
              + " )?(?:is|are|will be|shall be|may be) (?:not |never )(?:be )?"
              + "(?:charged|imposed|assessed|deducted|due)|\\b"
              + CANCEL
              + " (?:fee|charge) ?[:=.-]* ?(?:is |shall be )?(?:none|n/a|not"
              + " applicable|waived|zero|nil)\\b|\\b(?:fee|charge)s? (?:will|shall|may|must) not be"
              + " (?:charged|imposed|assessed|deducted)");
  private static final Pattern LIMITED_NONE =
      Pattern.compile(
          "^ ?(?:\\w+ ){0,4}?(?:except|other than|exceed|in excess|greater|more than|higher|of"
              + " more|over \\$)");
  private static final Pattern AT_MOST =
      Pattern.compile(
          "\\b(?:not (?:to )?exceed|not exceeding|not be (?:more|greater) than|up to|a? ?maximum(?:"
              + " of)?|capped at|cap of|(?:not|no) (?:more|greater|higher) than|at most|in excess"
              + " of|exceed(?:ing)?|more than|limited to|lesser of|less of|smaller of|lower"
              + " of)\\b[^.;]{0,40}$");

  private FeeWords() {}

  /** Whether a clause could speak of a fee at all. */
  static boolean mayHold(String text) {
    return text.contains("fee")
        || text.contains("charge")
        || text.contains("penalt")
        || text.contains("deduct")
        || text.contains("less")
        || text.contains("minus")
        || text.contains("retain")
        || text.contains("withh")
        || text.contains("subtract")
        || text.contains("taken")
        || text.contains("kept")
        || text.contains("reduced by");
  }

  static Matcher names(String text) {
    return NAME.matcher(text);
  }

  /** Words that say that nothing is kept; no match when they say "none above an amount". */
  static Matcher none(String text) {
    return NONE.matcher(text);
  }

  static boolean isLimited(String text, int end) {
    return LIMITED_NONE.matcher(text.substring(end, Math.min(text.length(), end + 60))).find();
  }

  static boolean isAtMost(String text, int start) {
    return AT_MOST.matcher(text.substring(Math.max(0, start - 70), start)).find();
  }

  /** How clearly an amount is a fee for cancelling, 0 when it is not. */
  static int clarity(String text, Amount amount, int from) {
    int start = Math.max(from, amount.start() - 90);
    String before = text.substring(start, amount.start());
    String after = text.substring(amount.end(), Math.min(text.length(), amount.end() + 45));
    int other = lastEnd(OTHER_FEE.matcher(before));
    int named = lastEnd(NAME.matcher(before));
    boolean isNamedBehind = NAME.matcher(after).find() && isClose(after, NAME);
    if (isOtherBehind(after) && !isNamedBehind) {
      return 0;
    }
    if (isNamedBehind || named > other) {
      return NAMED;
    }
    if (other >= 0 && other > before.length() - 60) {
      return 0;
    }
    if (DEDUCTION.matcher(before).find() || DEDUCTED_BEHIND.matcher(after).find()) {
      return DEDUCTED;
    }
    boolean isLoose = lastEnd(LOOSE_NAME.matcher(before)) > before.length() - 45;
    return isLoose || isClose(after, LOOSE_NAME) ? LOOSE : 0;
  }

  /** Whether a name follows an amount at once: "$50.00 cancellation fee". */
  private static boolean isClose(String after, Pattern name) {
    Matcher matcher = name.matcher(after);
    return matcher.find()
        && matcher.start() <= 26
        && !after.substring(0, matcher.start()).matches(".*[.;,].*");
  }

  private static boolean isOtherBehind(String after) {
    Matcher matcher = OTHER_FEE.matcher(after);
    return matcher.find() && matcher.start() <= 3;
  }

  private static int lastEnd(Matcher matcher) {
    int end = -1;
    while (matcher.find()) {
      end = matcher.end();
    }
    return end;
  }
}
