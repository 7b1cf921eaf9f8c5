package app.countersign.bill;

import app.countersign.money.Money;
import app.countersign.split.SplitRule.Charges;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is shared, and where it comes from.
 *
 * @param lines what it is made of; empty where only the whole is known
 */
record BillAmount(
    BillSource source,
    Money total,
    List<Line> lines,
    Charges charges,
    @Nullable UUID purchaseId,
    @Nullable UUID bankTransactionId) {
  BillAmount {
    lines = List.copyOf(lines);
  }

  /** An item before anybody took it. */
  record Line(@Nullable String name, Money amount) {}

  static BillAmount typed(Money total) {
    return new BillAmount(BillSource.TYPED, total, List.of(), Charges.NONE, null, null);
  }

  boolean hasLines() {
    return !lines.isEmpty();
  }
}
