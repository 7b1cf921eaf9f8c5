package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.SplitRule.ByItem;
import app.countersign.split.SplitRule.Charges;
import app.countersign.split.SplitRule.Item;
import app.countersign.split.SplitRule.Taker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's order.
 *
 * @param id the merchant's; null where the file has none, and then the order has one line
 * @param placedOn the day on the merchant's calendar
 * @param lines at least one, all of one currency
 */
public record Order(@Nullable String id, LocalDate placedOn, List<OrderLine> lines) {
  public Order {
    lines = List.copyOf(lines);
  }

  /**
   * One line of an order: unit price × quantity is the subtotal, and with the tax the total.
   *
   * @param line of the file on which it stands, from 1
   * @param title null where the merchant no longer names it
   * @param productCode the merchant's (ASIN or ISBN); null where there is none
   * @param listPrice of one; null where it is not known
   * @param quantity 0 for what was cancelled
   */
  public record OrderLine(
      int line,
      @Nullable String title,
      @Nullable String productCode,
      @Nullable String category,
      @Nullable String seller,
      @Nullable Money listPrice,
      int quantity,
      Money unitPrice,
      Money subtotal,
      Money tax,
      Money total) {}

  public String currency() {
    return lines.getFirst().total().currency();
  }

  public Money subtotal() {
    return sum(OrderLine::subtotal);
  }

  public Money tax() {
    return sum(OrderLine::tax);
  }

  public Money total() {
    return sum(OrderLine::total);
  }

  /** The order as items to split, each line's takers given by the line. */
  public ByItem byItem(Function<OrderLine, List<Taker>> takers) {
    var items = new ArrayList<Item>(lines.size());
    for (OrderLine line : lines) {
      items.add(new Item(line.title(), line.subtotal(), takers.apply(line)));
    }
    return new ByItem(items, Charges.ofTax(tax()));
  }

  private Money sum(Function<OrderLine, Money> part) {
    BigDecimal sum =
        lines.stream()
            .map(line -> part.apply(line).amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Money(sum, currency());
  }
}
