package app.countersign.bill;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a bill is made of.
 *
 * @param amount a discount above zero is taken off
 * @param takers empty where the bill is not shared by item
 */
public record BillItem(BillItemKind kind, @Nullable String name, Money amount, List<Taker> takers) {
  /** Copies the list. */
  public BillItem {
    takers = List.copyOf(takers);
  }

  /** Who took of it, and how much next to the others. */
  public record Taker(UUID memberId, BigDecimal shares) {}
}
