package app.countersign.contractchat;

import app.countersign.passage.KindredWords;
import app.countersign.passage.KindredWords.Kin;
import java.util.List;

/**
 * Words by which contracts speak of what a clerk asks about in other words: what a clerk calls the
 * price may be a charge, a cost or a consideration there.
 */
final class ContractWords {
  static final KindredWords KINDRED =
      new KindredWords(
          List.of(
              kin(
                  "price cost premium paid pay",
                  "price cost costs charge premium paid sum consideration"),
              kin("fee charge penalty", "fee charge deducted withheld kept surrender"),
              kin(
                  "cancel terminat surrender",
                  "cancellation termination surrender ends early rescind"),
              kin("refund rebate unearned return", "refund rebate unearned returned back"),
              kin(
                  "comput calculat formula method",
                  "computed calculated formula method multiplied divided pro rata rule actuarial"
                      + " percentage table")));

  private ContractWords() {}

  private static Kin kin(String beginnings, String words) {
    return new Kin(List.of(beginnings.split(" ")), List.of(words.split(" ")));
  }
}
