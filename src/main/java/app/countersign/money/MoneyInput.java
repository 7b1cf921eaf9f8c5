package app.countersign.money;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount as a caller sends it.
 *
 * @param currency null for USD
 */
public record MoneyInput(BigDecimal amount, @Nullable String currency) {
  private static final String DEFAULT_CURRENCY = "USD";
  private static final int MOST_DIGITS = 12;

  /** A fault of an input, and the field that has it. */
  public record Fault(String field, String message) {}

  /** What is wrong with it, for people; null when nothing is. Amounts begin at 0. */
  public @Nullable Fault fault() {
    if (!Money.isCurrency(code())) {
      return new Fault("currency", "This is not a currency of ISO 4217.");
    }
    if (amount.signum() < 0) {
      return new Fault("amount", "The amount must not be negative.");
    }
    // First, for what has a billion digits is not to be worked on.
    if ((long) amount.precision() - amount.scale() > MOST_DIGITS) {
      return new Fault("amount", "The amount has more than %d digits.".formatted(MOST_DIGITS));
    }
    int scale = amount.stripTrailingZeros().scale();
    return scale > Money.digits(code())
        ? new Fault(
            "amount",
            "%s has %d digits after the point, not %d."
                .formatted(code(), Money.digits(code()), scale))
        : null;
  }

  /** The amount as it was sent; without a fault it has all the digits of its currency. */
  public Money money() {
    return fault() == null ? Money.of(amount, code()) : new Money(amount, code());
  }

  private String code() {
    return currency == null ? DEFAULT_CURRENCY : currency;
  }
}
