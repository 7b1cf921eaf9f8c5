package app.countersign.merchant;

import app.countersign.knot.KnotTransaction;
import app.countersign.money.Money;
import app.countersign.platform.cardnumber.CardNumbers;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns transactions of a linked account into purchases. Nothing is left out because it is wrong:
 * what does not add up is kept, and marked.
 */
final class KnotPurchases {
  /** ISO 4217 for "no currency": an amount is never given one it did not state. */
  private static final String NO_CURRENCY = "XXX";

  private final KnotTransaction transaction;
  private boolean hasDiscrepancy;

  private KnotPurchases(KnotTransaction transaction) {
    this.transaction = transaction;
    this.hasDiscrepancy = transaction.hasUnreadable();
  }

  static ReadPurchase of(KnotTransaction transaction) {
    return new KnotPurchases(transaction).purchase();
  }

  private ReadPurchase purchase() {
    var adjustments = adjustments();
    var payments = payments();
    String stated = transaction.currency();
    boolean isCurrency = stated != null && Money.isCurrency(stated);
    BigDecimal total = transaction.total();
    hasDiscrepancy |=
        !isCurrency
            || total == null
            || transaction.at() == null
            || !partsComeTo(total)
            || !paymentsComeTo(total);
    return new ReadPurchase(
        transaction.id().toString(),
        transaction.externalId(),
        status(transaction.orderStatus()),
        transaction.at(),
        transaction.at() == null ? null : transaction.at().atOffset(ZoneOffset.UTC).toLocalDate(),
        transaction.url(),
        stated == null || !isCurrency ? NO_CURRENCY : stated,
        transaction.subtotal(),
        total == null ? totalOfParts(adjustments) : total,
        hasDiscrepancy,
        transaction.products().stream().map(KnotPurchases::line).toList(),
        payments,
        adjustments);
  }

  private List<ReadPurchase.Adjustment> adjustments() {
    List<ReadPurchase.Adjustment> adjustments = new ArrayList<>();
    for (var adjustment : transaction.adjustments()) {
      if (adjustment.amount() == null) {
        hasDiscrepancy = true;
      } else {
        adjustments.add(
            new ReadPurchase.Adjustment(
                constant(AdjustmentKind.class, adjustment.type(), AdjustmentKind.OTHER),
                masked(adjustment.label()),
                adjustment.amount()));
      }
    }
    return adjustments;
  }

  private List<ReadPurchase.Payment> payments() {
    return transaction.payments().stream()
        .map(
            payment ->
                new ReadPurchase.Payment(
                    constant(PaymentKind.class, payment.type(), PaymentKind.UNKNOWN),
                    masked(payment.brand()),
                    payment.lastFour(),
                    payment.amount()))
        .toList();
  }

  private static ReadPurchase.Line line(KnotTransaction.Product product) {
    return new ReadPurchase.Line(
        product.externalId(),
        masked(product.name()),
        null,
        masked(product.seller()),
        product.url(),
        product.quantity() == null ? BigDecimal.ONE : product.quantity(),
        product.unitPrice(),
        product.subtotal(),
        null,
        product.total());
  }

  static @Nullable String masked(@Nullable String text) {
    return text == null ? null : CardNumbers.masked(text);
  }

  /** Without a subtotal there is nothing to be checked. */
  private boolean partsComeTo(@Nullable BigDecimal total) {
    BigDecimal subtotal = transaction.subtotal();
    if (total == null || subtotal == null) {
      return true;
    }
    BigDecimal sum =
        transaction.adjustments().stream()
            .map(KnotTransaction.Adjustment::amount)
            .filter(Objects::nonNull)
            .reduce(subtotal, BigDecimal::add);
    return sum.compareTo(total) == 0;
  }

  /** A payment without an amount leaves open what the payments come to. */
  private boolean paymentsComeTo(@Nullable BigDecimal total) {
    var payments = transaction.payments();
    if (total == null
        || payments.isEmpty()
        || payments.stream().anyMatch(payment -> payment.amount() == null)) {
      return true;
    }
    return paid().compareTo(total) == 0;
  }

  private BigDecimal paid() {
    return transaction.payments().stream()
        .map(KnotTransaction.Payment::amount)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal totalOfParts(List<ReadPurchase.Adjustment> adjustments) {
    return transaction.subtotal() == null
        ? paid()
        : adjustments.stream()
            .map(ReadPurchase.Adjustment::amount)
            .reduce(transaction.subtotal(), BigDecimal::add);
  }

  private static PurchaseStatus status(@Nullable String word) {
    return constant(PurchaseStatus.class, word, PurchaseStatus.UNKNOWN);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, @Nullable String word, E other) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(word)) {
        return constant;
      }
    }
    return other;
  }
}
