package app.countersign.money;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money as a caller sends it.
 *
 * @param currency null is US dollars
 */
public record MoneyInput(BigDecimal amount, @Nullable String currency) {
  private static final String DOLLAR = "USD";

  /** The same, neither checked nor rounded. */
  public Money money() {
    return new Money(amount, currency == null ? DOLLAR : currency);
  }
}
