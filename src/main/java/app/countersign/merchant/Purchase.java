package app.countersign.merchant;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody bought. Every amount is of one currency.
 *
 * @param orderNumber the merchant's
 * @param orderedOn the day of it: the merchant's own of a file, else in UTC
 * @param subtotal of the goods; null where the merchant does not say
 * @param total what was to be paid; where the merchant does not say, what the parts come to, and
 *     the discrepancy says so
 * @param hasDiscrepancy the parts or the payments do not come to the total, or an amount could not
 *     be read
 * @param observedAt as of when this is what the merchant said
 */
public record Purchase(
    UUID id,
    UUID personId,
    int merchantId,
    String merchantName,
    PurchaseOrigin origin,
    @Nullable String orderNumber,
    PurchaseStatus status,
    Instant orderedAt,
    LocalDate orderedOn,
    @Nullable String url,
    @Nullable Money subtotal,
    Money total,
    boolean hasDiscrepancy,
    Instant observedAt,
    List<PurchaseLine> lines,
    List<PurchasePayment> payments,
    List<PurchaseAdjustment> adjustments) {
  /** Copies the lists. */
  public Purchase {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
    adjustments = List.copyOf(adjustments);
  }

  /** What the adjustments of a kind come to; 0 without any. */
  public Money sumOf(AdjustmentKind kind) {
    BigDecimal sum =
        adjustments.stream()
            .filter(adjustment -> adjustment.kind() == kind)
            .map(adjustment -> adjustment.amount().amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Money.of(sum, total.currency());
  }

  /** Tax of the whole. */
  public Money tax() {
    return sumOf(AdjustmentKind.TAX);
  }
}
