package app.countersign.merchant;

import app.countersign.platform.db.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as its origin tells of it, checked, not yet stored. What is not said is null.
 *
 * @param sourceId what the origin knows it by
 * @param orderedAt null where the origin does not say; the first time it was seen then
 * @param hasDiscrepancy the parts or the payments do not come to the total, or a value could not be
 *     read
 */
record ReadPurchase(
    String sourceId,
    @Nullable String orderNumber,
    PurchaseStatus status,
    @Nullable Instant orderedAt,
    @Nullable LocalDate orderedOn,
    @Nullable String url,
    String currency,
    @Nullable BigDecimal subtotal,
    BigDecimal total,
    boolean hasDiscrepancy,
    List<Line> lines,
    List<Payment> payments,
    List<Adjustment> adjustments) {

  ReadPurchase {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
    adjustments = List.copyOf(adjustments);
  }

  /** A product. */
  record Line(
      @Nullable String productCode,
      @Nullable String name,
      @Nullable String category,
      @Nullable String seller,
      @Nullable String url,
      BigDecimal quantity,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal subtotal,
      @Nullable BigDecimal tax,
      @Nullable BigDecimal total) {}

  /** A part of what was paid. */
  record Payment(
      PaymentKind kind,
      @Nullable String brand,
      @Nullable String lastFour,
      @Nullable BigDecimal amount) {}

  /** What was added, or taken off. */
  record Adjustment(AdjustmentKind kind, @Nullable String label, BigDecimal amount) {}

  /** SHA-256 of all of it: the same for the same state. */
  byte[] hash() {
    return sha256(Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
