package app.countersign.contractchat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What may be an account number in somebody's words: a run of ASCII letters, digits and hyphens
 * with nothing of the kind on either side, at most {@value #LONGEST} long and with a digit in it.
 * Groups that are parted by hyphens are one run, so they are not taken for the number without them.
 */
final class AccountNumbers {
  private static final int LONGEST = 64;
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private AccountNumbers() {}

  /** The candidates, each once, in the order of the text. */
  static List<String> in(String text) {
    return RUN.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(run -> run.length() <= LONGEST && DIGIT.matcher(run).find())
        .distinct()
        .toList();
  }
}
