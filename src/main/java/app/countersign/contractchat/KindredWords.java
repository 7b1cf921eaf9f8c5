package app.countersign.contractchat;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words by which contracts speak of what a clerk asks about in other words: what a clerk calls the
 * price may be a charge, a cost or a consideration there.
 */
final class KindredWords {
  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final List<Kin> KIN =
      List.of(
          new Kin(
              "price|cost|premium|paid|pay",
              "price cost costs charge premium paid sum consideration"),
          new Kin("fee|charge|penalty", "fee charge deducted withheld kept surrender"),
          new Kin(
              "cancel|terminat|surrender", "cancellation termination surrender ends early rescind"),
          new Kin("refund|rebate|unearned|return", "refund rebate unearned returned back"),
          new Kin(
              "comput|calculat|formula|method",
              "computed calculated formula method multiplied divided pro rata rule actuarial"
                  + " percentage table"));

  private KindredWords() {}

  private record Kin(String beginnings, String words) {
    boolean isAsked(String word) {
      return word.matches("(" + beginnings + ").*");
    }
  }

  /** The kindred words of all words of a question, blanks between; empty when it has none. */
  static String of(String question) {
    return WORD.matcher(question.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .flatMap(word -> KIN.stream().filter(kin -> kin.isAsked(word)))
        .map(Kin::words)
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
