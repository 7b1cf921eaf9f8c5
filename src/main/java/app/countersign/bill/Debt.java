package app.countersign.bill;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one member owes another because of a bill.
 *
 * @param amount above zero
 * @param settled how much of it the creditor said was paid
 */
public record Debt(
    UUID id,
    UUID billId,
    UUID chatId,
    UUID debtorId,
    UUID creditorId,
    Money amount,
    Money settled,
    DebtStatus status,
    Instant createdAt,
    @Nullable Instant settledAt,
    int version) {

  /** What is left to pay. */
  public Money open() {
    BigDecimal rest =
        status == DebtStatus.OPEN ? amount.amount().subtract(settled.amount()) : BigDecimal.ZERO;
    return Money.of(rest, amount.currency());
  }
}
