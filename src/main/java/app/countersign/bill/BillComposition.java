package app.countersign.bill;

import app.countersign.bill.BillAmount.Line;
import app.countersign.money.Money;
import app.countersign.split.InvalidSplit;
import app.countersign.split.Split;
import app.countersign.split.SplitRule;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.ByWeight;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Equal;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import app.countersign.split.Splits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of an amount, members and a rule what is stored of a bill. Pure. */
final class BillComposition {
  private BillComposition() {}

  /** What a bill's items and charges come to. */
  static Money total(List<Line> lines, Charges charges) {
    List<Taker> anybody = List.of(new Taker("anybody", BigDecimal.ONE));
    return Splits.split(List.of("anybody"), new ByItem(items(lines, anybody), charges)).total();
  }

  /** The amount divided among the members, whose ids are its members' as text. */
  static Split split(BillAmount amount, List<UUID> members, SplitRule rule) {
    return Splits.split(amount.total(), members.stream().map(UUID::toString).toList(), rule);
  }

  /** What a rule is called. */
  static BillRule kind(SplitRule rule) {
    return switch (rule) {
      case Equal() -> BillRule.EQUAL;
      case ByWeight _ -> BillRule.BY_WEIGHT;
      case ByItem _ -> BillRule.BY_ITEM;
    };
  }

  /** What the bill is made of, with who took it where the rule says so. */
  static List<BillItem> items(BillAmount amount, SplitRule rule) {
    List<Item> taken = rule instanceof ByItem byItem ? byItem.items() : List.of();
    var items = new ArrayList<BillItem>();
    for (int place = 0; place < amount.lines().size(); place++) {
      Line line = amount.lines().get(place);
      List<BillItem.Taker> takers =
          taken.isEmpty()
              ? List.of()
              : taken.get(place).takers().stream().map(BillComposition::taker).toList();
      items.add(new BillItem(BillItemKind.ITEM, line.name(), line.amount(), takers));
    }
    Charges charges = amount.charges();
    addCharge(items, BillItemKind.TAX, charges.tax());
    addCharge(items, BillItemKind.TIP, charges.tip());
    addCharge(items, BillItemKind.FEE, charges.fee());
    addCharge(items, BillItemKind.SHIPPING, charges.shipping());
    addCharge(items, BillItemKind.DISCOUNT, charges.discount());
    return items;
  }

  /**
   * The rule as it was sent.
   *
   * @throws InvalidSplit where it cannot be read against the amount
   */
  static SplitRule rule(RecordBillInput.Rule input, BillAmount amount) {
    if (input.byWeight() != null) {
      return new ByWeight(
          input.byWeight().stream()
              .map(each -> new SplitRule.Weight(each.memberId().toString(), each.weight()))
              .toList());
    }
    return input.byItem() != null ? byItem(input.byItem(), amount) : new Equal();
  }

  private static ByItem byItem(List<RecordBillInput.ItemTakers> input, BillAmount amount) {
    if (!amount.hasLines()) {
      throw AmountInputs.refused(
          "Only items, and purchases whose lines come to their total, can be shared by item.",
          List.of("input", "rule", "byItem"));
    }
    List<List<Taker>> takers = new ArrayList<>();
    amount.lines().forEach(line -> takers.add(List.of()));
    for (int index = 0; index < input.size(); index++) {
      int item = input.get(index).item();
      if (item < 0 || item >= takers.size() || !takers.get(item).isEmpty()) {
        throw AmountInputs.refused(
            "This is the place of an item, from 0, each once.",
            List.of("input", "rule", "byItem", String.valueOf(index), "item"));
      }
      takers.set(item, input.get(index).takers().stream().map(BillComposition::taker).toList());
    }
    var items = new ArrayList<Item>();
    for (int place = 0; place < takers.size(); place++) {
      Line line = amount.lines().get(place);
      items.add(new Item(line.name(), line.amount(), takers.get(place)));
    }
    return new ByItem(items, amount.charges());
  }

  private static Taker taker(RecordBillInput.Taker input) {
    return new Taker(
        input.memberId().toString(), input.shares() == null ? BigDecimal.ONE : input.shares());
  }

  private static BillItem.Taker taker(Taker taker) {
    return new BillItem.Taker(UUID.fromString(taker.member()), taker.shares());
  }

  private static List<Item> items(List<Line> lines, List<Taker> takers) {
    return lines.stream().map(line -> new Item(line.name(), line.amount(), takers)).toList();
  }

  private static void addCharge(List<BillItem> items, BillItemKind kind, @Nullable Money amount) {
    if (amount != null && amount.amount().signum() != 0) {
      items.add(new BillItem(kind, null, amount, List.of()));
    }
  }
}
