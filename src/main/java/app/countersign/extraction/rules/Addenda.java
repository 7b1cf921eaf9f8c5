package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the body of a contract from its addenda, clause by clause: sections headed as an addendum,
 * an amendment or an endorsement, and single clauses that speak of the residents of a state. The
 * product itself is often called a "GAP addendum"; that is the body.
 */
final class Addenda {
  private static final int LONGEST_HEADING = 120;

  /** A document that begins as an addendum without a state is one as a whole: it is the body. */
  private static final int TITLE_PARAGRAPHS = 4;

  private static final Pattern HEADING =
      Pattern.compile(
          "\\b(?:addend(?:um|a)|amendments?|amendatory|endorsements?|rider"
              + "|state[- ](?:specific |mandated |law )?(?:disclosures?|requirements?|provisions?"
              + "|variations?|exceptions?|notices?|changes))\\b");
  private static final Pattern PRODUCT =
      Pattern.compile("\\bgap\\b|guaranteed|waiver|debt cancellation|deficiency|protection");
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\b(?:amendments?|amendatory|endorsements?|rider)\\b|addendum (?:no|to|#)\\b");
  private static final Pattern VERB =
      Pattern.compile(
          "\\b(?:is|are|will|shall|may|must|has|have|agrees?|apply|applies|means|you)\\b");
  private static final Pattern END =
      Pattern.compile(
          "^(?:-+ ?)?end of (?:\\w+ ){0,4}(?:addend(?:um|a)|amendments?|endorsements?|rider)"
              + "|^(?:[a-z]{1,10} ){0,3}(?:terms and conditions|declarations?(?: page)?"
              + "|registration page|schedule page|signatures?|acknowledge?ments?)$");
  private static final Pattern REPLACES =
      Pattern.compile("replac|delete|supersede|amended|in lieu of|notwithstanding|instead of");
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:\\b(?:in|of|for|to|if|the|state|commonwealth|reside|residents?|live|sold|issued|purchased|delivered|applicable|applies|only|contracts?|agreements?|waivers?|[(:\u2022*-])["
              + " ,]*)*$");
  private static final Pattern LIMITS_BEFORE =
      Pattern.compile(
          "(?:(?<!except )(?<!other than )(?:\\bin\\b|\\bresid\\w+ (?:of|in)|\\bfor)"
              + "(?: the (?:state|commonwealth) of)?) $");
  private static final Pattern LIMITS_AFTER =
      Pattern.compile(
          "^(?: (?:residents?|customers?|buyers?|contracts?|agreements?|waivers?|purchasers?"
              + "|contract holders?)\\b| only\\b| ?[:,-])");
  private static final Pattern NAMES_PLACE =
      Pattern.compile("^(?: residents?| only)*+ ?(?:[:.-]|$)");

  private Scope section = Scope.BODY;
  private Scope local = Scope.BODY;
  private int paragraph = -1;

  private Addenda() {}

  /** The scope of each clause, in the same order. */
  static List<Scope> scopes(List<Clause> clauses) {
    Addenda addenda = new Addenda();
    List<Scope> scopes = new ArrayList<>(clauses.size());
    for (Clause clause : clauses) {
      scopes.add(addenda.scope(clause));
    }
    return scopes;
  }

  private Scope scope(Clause clause) {
    String text = clause.text();
    boolean isFirst = clause.paragraph() != paragraph;
    if (isFirst) {
      paragraph = clause.paragraph();
      local = Scope.BODY;
    }
    List<States.Mention> mentions = States.in(text);
    if (isFirst && mayHead(clause) && enterOrLeave(text, mentions)) {
      return section;
    }
    limit(text, isFirst, mentions);
    if (section.isAddendum() && !section.isReplacing() && REPLACES.matcher(text).find()) {
      section = new Scope(true, section.states(), true);
    }
    return local.isAddendum() ? local : section;
  }

  /** A line without cells or amounts. */
  private static boolean mayHead(Clause clause) {
    boolean isShort = clause.text().length() <= LONGEST_HEADING;
    return isShort && !clause.isRow() && clause.text().indexOf('$') < 0;
  }

  private boolean enterOrLeave(String text, List<States.Mention> mentions) {
    if (END.matcher(text).find()) {
      section = Scope.BODY;
      return true;
    }
    boolean isHeading = HEADING.matcher(text).find() && !VERB.matcher(text).find();
    if (!isHeading) {
      return false;
    }
    boolean isOfState = !mentions.isEmpty() || text.contains("state");
    boolean isProduct = PRODUCT.matcher(text).find() && !CHANGE.matcher(text).find();
    boolean isTitle = mentions.isEmpty() && paragraph < TITLE_PARAGRAPHS;
    if (isTitle || !isOfState && (isProduct || !CHANGE.matcher(text).find())) {
      return false;
    }
    section = new Scope(true, codes(mentions), false);
    return true;
  }

  /**
   * Narrows to a state that a clause speaks of: for its paragraph, or in an addendum until the
   * next.
   */
  private void limit(String text, boolean isFirst, List<States.Mention> mentions) {
    Set<String> limits = new LinkedHashSet<>();
    for (States.Mention mention : mentions) {
      String before = text.substring(Math.max(0, mention.start() - 60), mention.start());
      String after = text.substring(mention.end(), Math.min(text.length(), mention.end() + 30));
      boolean isLead =
          isFirst
              && mention.start() < 60
              && BEFORE.matcher(text).region(0, mention.start()).lookingAt()
              && (LIMITS_AFTER.matcher(after).find() || NAMES_PLACE.matcher(after).find());
      if (isLead && section.isAddendum()) {
        section = new Scope(true, Set.of(mention.code()), section.isReplacing());
        return;
      }
      if (isLead || isLimited(before, after) || !limits.isEmpty() && before.endsWith("and ")) {
        limits.add(mention.code());
      }
    }
    if (!limits.isEmpty() && !section.states().containsAll(limits)) {
      local = Scope.limitedTo(limits);
    }
  }

  private static boolean isLimited(String before, String after) {
    Matcher limit = LIMITS_BEFORE.matcher(before);
    return limit.find() && !before.contains("except ")
        || after.startsWith(" residents") && !before.contains("except ");
  }

  private static Set<String> codes(List<States.Mention> mentions) {
    Set<String> codes = new LinkedHashSet<>();
    mentions.forEach(mention -> codes.add(mention.code()));
    return codes;
  }
}
