package app.countersign.knot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as Knot tells of it. Amounts are decimal text there; one that could not be read is
 * null here. What the merchant does not say is null.
 *
 * @param orderStatus in capitals
 * @param hasUnreadable whether a value was there that is not of its kind
 */
public record KnotTransaction(
    UUID id,
    @Nullable String externalId,
    @Nullable Instant at,
    @Nullable String url,
    @Nullable String orderStatus,
    @Nullable String currency,
    @Nullable BigDecimal subtotal,
    @Nullable BigDecimal total,
    List<Adjustment> adjustments,
    List<Payment> payments,
    List<Product> products,
    boolean hasUnreadable) {
  /** Copies the lists. */
  public KnotTransaction {
    adjustments = List.copyOf(adjustments);
    payments = List.copyOf(payments);
    products = List.copyOf(products);
  }

  /** What is added, or with an amount below zero taken off. */
  public record Adjustment(
      @Nullable String type, @Nullable String label, @Nullable BigDecimal amount) {}

  /**
   * A part of what was paid.
   *
   * @param lastFour four digits; what is anything else, such as a whole number, is not taken over
   */
  public record Payment(
      @Nullable String type,
      @Nullable String brand,
      @Nullable String lastFour,
      @Nullable BigDecimal amount) {}

  /** A product. */
  public record Product(
      @Nullable String externalId,
      @Nullable String name,
      @Nullable String url,
      @Nullable String seller,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal subtotal,
      @Nullable BigDecimal total) {}
}
