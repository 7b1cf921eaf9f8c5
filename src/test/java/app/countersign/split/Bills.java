package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import app.countersign.split.SplitRule.Weight;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Short words for what these tests split. */
final class Bills {
  static final List<String> THREE = List.of("ada", "ben", "cy");

  private Bills() {}

  static Money usd(String amount) {
    return money(amount, "USD");
  }

  /** As written, without rounding. */
  static Money money(String amount, String currency) {
    return new Money(new BigDecimal(amount), currency);
  }

  static List<String> amounts(Split split) {
    return split.shares().stream().map(share -> share.amount().amount().toPlainString()).toList();
  }

  /** The first of the members with the first of the weights, and so on. */
  static SplitRule.ByWeight weights(List<String> members, String... weights) {
    return new SplitRule.ByWeight(
        IntStream.range(0, weights.length)
            .mapToObj(place -> new Weight(members.get(place), new BigDecimal(weights[place])))
            .toList());
  }

  /** Of equal shares. */
  static Item item(String amount, String... takers) {
    return new Item(null, usd(amount), takers(takers));
  }

  static List<Taker> takers(String... members) {
    return Arrays.stream(members).map(member -> new Taker(member, BigDecimal.ONE)).toList();
  }
}
