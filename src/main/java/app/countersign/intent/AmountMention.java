package app.countersign.intent;

import app.countersign.money.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money in a message, exactly as typed.
 *
 * @param words where it stands
 * @param amount the number, never rounded
 * @param currency by ISO 4217, or null where none is said; a bare {@code $} is taken for USD
 * @param approximate whether the writer said "about"
 */
public record AmountMention(
    Cue words, BigDecimal amount, @Nullable String currency, boolean approximate) {
  /** Whether it has more decimals than its currency has, which no sum may be made from. */
  public boolean tooFine() {
    int digits = currency == null ? 2 : Money.digits(currency);
    return amount.stripTrailingZeros().scale() > digits;
  }

  /** The money, or null where one has to ask back: about, too fine, or of no known currency. */
  public @Nullable Money exact() {
    return currency == null || approximate || tooFine() ? null : Money.of(amount, currency);
  }
}
