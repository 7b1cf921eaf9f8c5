package app.countersign.split;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what an amount is divided among members. */
public sealed interface SplitRule {

  /** The same for everybody. */
  record Equal() implements SplitRule {}

  /**
   * In proportion to weights: percent, parts or nights alike, for only their ratio matters.
   *
   * @param weights one for each member, in any order
   */
  record ByWeight(List<Weight> weights) implements SplitRule {
    public ByWeight {
      weights = List.copyOf(weights);
    }
  }

  /**
   * Each item among those who took it; what is added and taken off in proportion to the items.
   *
   * @param items of one currency; a refund has every amount, of items and charges, at or below zero
   */
  record ByItem(List<Item> items, Charges charges) implements SplitRule {
    public ByItem {
      items = List.copyOf(items);
    }
  }

  /**
   * @param weight at least 0, with decimals where wanted; 0 owes nothing
   */
  record Weight(String member, BigDecimal weight) {}

  /**
   * @param name what it is, null where it has no name
   * @param amount before what is added and taken off
   * @param takers at least one with a share above zero
   */
  record Item(@Nullable String name, Money amount, List<Taker> takers) {
    public Item {
      takers = List.copyOf(takers);
    }
  }

  /**
   * @param shares of the item, at least 0: two who take 1 each have half of it each
   */
  record Taker(String member, BigDecimal shares) {}

  /**
   * What a bill has besides its items; null is nothing.
   *
   * @param discount what is taken off, as an amount above zero
   */
  record Charges(
      @Nullable Money tax,
      @Nullable Money tip,
      @Nullable Money fee,
      @Nullable Money shipping,
      @Nullable Money discount) {
    public static final Charges NONE = new Charges(null, null, null, null, null);

    /** Tax alone. */
    public static Charges ofTax(Money tax) {
      return new Charges(tax, null, null, null, null);
    }

    Stream<Money> all() {
      return Stream.of(tax, tip, fee, shipping, discount).filter(Objects::nonNull);
    }
  }
}
