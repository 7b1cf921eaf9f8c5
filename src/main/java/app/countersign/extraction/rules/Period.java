package app.countersign.extraction.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When in the life of a contract words apply. */
enum Period {
  /** In the first days, when the full price comes back. */
  FREE_LOOK,
  /** Later. */
  AFTER,
  /** They do not say. */
  ANY;

  private static final String COUNT = "(?:[a-z]+[ -]){0,3}?(?:\\(?\\d{1,3}\\)? ?)?";
  private static final String NOT_A_DEADLINE =
      "(?! (?:of|after|from|following) (?:our |the |its |your |such |date of )*(?:receipt|receiving"
          + "|notice|request|written|demand|cancellation|termination|payoff|prepayment))";
  private static final Pattern PAYING =
      Pattern.compile(
          "\\b(?:refund\\w*|pay|paid|made|issued|mailed|sent|credit\\w*|due),? (?:to you )?$");
  private static final Pattern MARKER =
      Pattern.compile(
          "(?<free>\\b(?:within|during) (?:the |an? |your |its )?(?:first |initial )?"
              + COUNT
              + "(?:-? ?)?(?:calendar |business )?days?\\b"
              + NOT_A_DEADLINE
              + "|\\b(?:in|for|within|during) the first "
              + COUNT
              + "(?:-? ?)?(?:calendar |business )?(?:days?|months?)\\b|\\bfree["
              + " -]look\\b|\\binspection period\\b|\\bunwind\\b|\\bflat[ -]cancel\\w*|\\bon or"
              + " before (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)|[a-z]+th) day\\b|\\b\\d{1,2} days or"
              + " less\\b|\\b(?:less|fewer) than (?:thirty|sixty|\\d{1,2})"
              + " days\\b)|(?<after>\\b(?:after|following|beyond|past|upon expiration of|at the end"
              + " of) (?:the |this |that |an? |your )?(?:first |initial )?"
              + COUNT
              + "(?:-? ?)?(?:calendar |business )?(?:days?\\b|day"
              + " period|months?\\b)|\\b(?:after|following|outside|beyond|expiration of) (?:of"
              + " )?(?:the |this |that |your )?(?:(?:\\d{1,3}|[a-z]+)[ -]day )?(?:free["
              + " -]look|inspection|review|initial|cancellation)|\\bmore than "
              + COUNT
              + "days after\\b|\\bthereafter\\b|\\botherwise\\b|\\bafter (?:that|such)\\b|\\bat any"
              + " (?:other )?time|\\b\\d{2} days or more\\b|\\b(?:on|after) day \\d{2}\\b|\\blater"
              + " than\\b)");
  private static final int FARTHEST_AFTER = 90;

  private record Mark(int start, int end, Period period) {}

  /** The period that words at a place of a folded text apply to. */
  static Period at(String text, int start, int end) {
    List<Mark> marks = marks(text);
    Mark before = null;
    Mark behind = null;
    for (Mark mark : marks) {
      if (mark.end() <= start) {
        before = mark;
      } else if (mark.start() >= end && behind == null) {
        behind = mark;
      } else if (mark.start() < end && mark.end() > start) {
        return mark.period();
      }
    }
    if (before != null) {
      return before.period();
    }
    if (behind == null || behind.start() - end > FARTHEST_AFTER) {
      return ANY;
    }
    return isCondition(text.substring(end, behind.start())) ? behind.period() : ANY;
  }

  /**
   * "… if cancelled after 30 days" limits what stands before it; "… within 60 days" is a deadline.
   */
  private static boolean isCondition(String between) {
    return between.matches("(?s).*\\b(?:if|when|where|cancel\\w*|terminat\\w*|request\\w*)\\b.*");
  }

  private static List<Mark> marks(String text) {
    List<Mark> marks = new ArrayList<>();
    if (!text.contains("day")
        && !text.contains("free")
        && !text.contains("ther")
        && !text.contains("after")
        && !text.contains("month")
        && !text.contains("at any")) {
      return marks;
    }
    Matcher marker = MARKER.matcher(text);
    while (marker.find()) {
      Period period = marker.group("free") != null ? FREE_LOOK : AFTER;
      if (period == AFTER || !isDeadline(text, marker.start())) {
        marks.add(new Mark(marker.start(), marker.end(), period));
      }
    }
    return marks;
  }

  /** "We will refund, within 30 days, …" says when the money comes, not when it was asked for. */
  private static boolean isDeadline(String text, int start) {
    return PAYING.matcher(text.substring(Math.max(0, start - 25), start)).find();
  }
}
