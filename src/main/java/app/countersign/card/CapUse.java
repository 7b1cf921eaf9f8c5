package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How much of a rate's cap is used.
 *
 * @param rate one with a cap
 * @param startsOn the first day of the running period
 * @param used since then, not below 0, and above the cap where more was spent; null where it is not
 *     known
 * @param left of the cap, not below 0; null where it is not known
 * @param unknownBecause why it is not known; null where it is
 */
public record CapUse(
    CardRate rate,
    LocalDate startsOn,
    @Nullable Money used,
    @Nullable Money left,
    @Nullable String unknownBecause) {
  /** The exact amount used; null where it is not known. */
  public @Nullable BigDecimal usedAmount() {
    return used == null ? null : used.amount();
  }
}
