package app.countersign.bill;

import app.countersign.bill.BillAmount.Line;
import app.countersign.merchant.AdjustmentKind;
import app.countersign.merchant.Purchase;
import app.countersign.merchant.PurchaseAdjustment;
import app.countersign.merchant.PurchaseLine;
import app.countersign.merchant.Purchases;
import app.countersign.money.Money;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.split.InvalidSplit;
import app.countersign.split.SplitRule.Charges;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out what is shared: a typed amount, items, or something of the caller's own. */
@Singleton
class BillAmounts {
  private static final int LONGEST_NAME = 500;

  private final Purchases purchases;
  private final Sql sql;

  BillAmounts(Purchases purchases, Sql sql) {
    this.purchases = purchases;
    this.sql = sql;
  }

  /**
   * The amount as it was sent.
   *
   * @throws InvalidSplit where items and charges do not go together
   */
  BillAmount of(UUID personId, RecordBillInput.Amount input) {
    if (input.typed() != null) {
      return BillAmount.typed(AmountInputs.positive(input.typed(), "amount", "typed"));
    }
    if (input.items() != null) {
      List<Line> lines = AmountInputs.lines(input.items());
      Charges charges = AmountInputs.charges(input.items().charges());
      Money total = BillComposition.total(lines, charges);
      return new BillAmount(BillSource.ITEMS, total, lines, charges, null, null);
    }
    if (input.purchaseId() != null) {
      Purchase purchase = purchases.find(personId, input.purchaseId());
      return ofPurchase(found(purchase, "purchaseId"));
    }
    UUID transaction = found(input.bankTransactionId(), "bankTransactionId");
    Money paid = found(paid(personId, transaction), "bankTransactionId");
    return new BillAmount(
        BillSource.BANK_TRANSACTION, paid, List.of(), Charges.NONE, null, transaction);
  }

  /**
   * What a purchase came to, with its lines and what was added and taken off where they come to the
   * total.
   */
  static BillAmount ofPurchase(Purchase purchase) {
    List<Line> lines =
        purchase.lines().stream()
            .filter(line -> line.subtotal() != null)
            .map(BillAmounts::line)
            .toList();
    Charges charges = charges(purchase);
    boolean isWhole =
        lines.size() == purchase.lines().size()
            && !lines.isEmpty()
            && comesTo(purchase.total(), lines, charges);
    return new BillAmount(
        BillSource.PURCHASE,
        purchase.total(),
        isWhole ? lines : List.of(),
        isWhole ? charges : Charges.NONE,
        purchase.id(),
        null);
  }

  private static Line line(PurchaseLine line) {
    Money subtotal = line.subtotal();
    if (subtotal == null) {
      throw new IllegalArgumentException("a line without a subtotal");
    }
    String name = line.name();
    return new Line(name == null ? null : shortened(name, LONGEST_NAME), subtotal);
  }

  /** Merchants' names of things are as long as they like. */
  static String shortened(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest));
  }

  private static boolean comesTo(Money total, List<Line> lines, Charges charges) {
    try {
      return BillComposition.total(lines, charges).equals(total);
    } catch (InvalidSplit notOfOneKind) {
      return false;
    }
  }

  /** Whatever was taken off is the discount. */
  private static Charges charges(Purchase purchase) {
    String currency = purchase.total().currency();
    BigDecimal taken = BigDecimal.ZERO;
    for (PurchaseAdjustment adjustment : purchase.adjustments()) {
      taken = taken.subtract(adjustment.amount().amount().min(BigDecimal.ZERO));
    }
    Money other = added(purchase, AdjustmentKind.OTHER);
    Money fee = added(purchase, AdjustmentKind.FEE);
    return new Charges(
        added(purchase, AdjustmentKind.TAX),
        added(purchase, AdjustmentKind.TIP),
        Money.of(fee.amount().add(other.amount()), currency),
        added(purchase, AdjustmentKind.SHIPPING),
        Money.of(taken, currency));
  }

  private static Money added(Purchase purchase, AdjustmentKind kind) {
    BigDecimal sum =
        purchase.adjustments().stream()
            .filter(adjustment -> adjustment.kind() == kind)
            .map(adjustment -> adjustment.amount().amount().max(BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Money.of(sum, purchase.total().currency());
  }

  /** Money out is what was paid; money in is what came back, below zero. */
  private @Nullable Money paid(UUID personId, UUID transactionId) {
    return sql.first(
        "SELECT -t.amount AS paid, t.currency FROM ledger_transaction t"
            + " WHERE t.id = ? AND t.user_id = ?",
        row -> BillRepository.money(row, "paid"),
        transactionId,
        personId.toString());
  }

  private static <T> T found(@Nullable T thing, String field) {
    if (thing == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is nothing with this id.", "input", "amount", field);
    }
    return thing;
  }
}
