package app.countersign.merchant;

import app.countersign.ledger.PurchaseEntry;
import app.countersign.ledger.PurchaseLedger;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ledger in step with purchases. What was never paid, or was paid back, is not in it;
 * what a gift card or points paid is not, for no money left an account then; and of an order that
 * both a linked account and a file tell of, the file's is not.
 */
@Singleton
class PurchaseFeed {
  private final Sql sql;
  private final Purchases purchases;
  private final PurchaseLedger ledger;

  PurchaseFeed(Sql sql, Purchases purchases, PurchaseLedger ledger) {
    this.sql = sql;
    this.purchases = purchases;
    this.ledger = ledger;
  }

  /** Feeds purchases that were written, and those of the same orders from elsewhere. */
  void feed(UUID personId, int merchantId, List<UUID> written) {
    if (written.isEmpty()) {
      return;
    }
    List<String> orderNumbers =
        sql.list(
            """
            SELECT DISTINCT order_number FROM purchase
            WHERE id = ANY(?) AND order_number IS NOT NULL
            """,
            row -> Rows.text(row, "order_number"),
            written);
    feed(personId, merchantId, written, orderNumbers);
  }

  /** Feeds what there is of orders, after some of it has gone. */
  void feedOrders(UUID personId, int merchantId, List<String> orderNumbers) {
    feed(personId, merchantId, List.of(), orderNumbers);
  }

  private void feed(UUID personId, int merchantId, List<UUID> written, List<String> orderNumbers) {
    Set<UUID> ids = new LinkedHashSet<>(written);
    ids.addAll(
        sql.list(
            """
            SELECT id FROM purchase
            WHERE person_id = ? AND merchant_id = ? AND order_number = ANY(?)
            """,
            row -> Rows.uuid(row, "id"),
            personId,
            merchantId,
            orderNumbers));
    if (ids.isEmpty()) {
      return;
    }
    var read = purchases.byIds(personId, ids).values();
    Set<String> linkedOrders =
        read.stream()
            .filter(purchase -> purchase.origin() == PurchaseOrigin.LINK)
            .map(Purchase::orderNumber)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<PurchaseEntry> entries = new ArrayList<>();
    for (Purchase purchase : read) {
      boolean isTwin =
          purchase.origin() == PurchaseOrigin.FILE
              && purchase.orderNumber() != null
              && linkedOrders.contains(purchase.orderNumber());
      if (!isTwin && purchase.status().isPaid()) {
        entries.addAll(entries(purchase));
      }
    }
    ledger.replace(personId.toString(), ids, entries);
  }

  private static List<PurchaseEntry> entries(Purchase purchase) {
    BigDecimal total = purchase.total().amount();
    List<PurchasePayment> payments = purchase.payments();
    List<PurchasePayment> money =
        payments.stream().filter(payment -> payment.kind().isMoney()).toList();
    if (paid(payments).compareTo(total) != 0
        || payments.stream().anyMatch(payment -> payment.amount() == null)) {
      // The payments do not tell how the total was paid.
      return entry(purchase, 0, total, onlyMask(money));
    }
    List<PurchaseEntry> entries = new ArrayList<>();
    for (PurchasePayment payment : money) {
      if (payment.amount() != null) {
        entries.addAll(
            entry(purchase, entries.size(), payment.amount().amount(), payment.lastFour()));
      }
    }
    return entries;
  }

  private static BigDecimal paid(List<PurchasePayment> payments) {
    BigDecimal paid = BigDecimal.ZERO;
    for (PurchasePayment payment : payments) {
      paid = payment.amount() == null ? paid : paid.add(payment.amount().amount());
    }
    return paid;
  }

  private static @Nullable String onlyMask(List<PurchasePayment> payments) {
    return payments.size() == 1 ? payments.getFirst().lastFour() : null;
  }

  private static List<PurchaseEntry> entry(
      Purchase purchase, int number, BigDecimal amount, @Nullable String mask) {
    return amount.signum() == 0
        ? List.of()
        : List.of(
            new PurchaseEntry(
                purchase.id(),
                purchase.origin().name(),
                number,
                purchase.merchantName(),
                purchase.orderedOn(),
                amount,
                purchase.total().currency(),
                mask));
  }
}
