package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a card stands.
 *
 * @param owed as its bank account has it; null where that is not known
 * @param limit as its owner stated it, else as its bank account has it; null where that is not
 *     known
 */
record CardBalance(@Nullable Money owed, @Nullable Money limit) {
  static final CardBalance UNKNOWN = new CardBalance(null, null);

  /** The share of the limit in use after a purchase in the card's currency; null: not known. */
  @Nullable BigDecimal utilizationPct(BigDecimal purchase) {
    return CardRewards.utilizationPct(
        owed == null ? null : owed.amount(), purchase, limit == null ? null : limit.amount());
  }

  /** The share of the limit in use now; null where it is not known. */
  @Nullable BigDecimal utilizationPct() {
    return utilizationPct(BigDecimal.ZERO);
  }
}
