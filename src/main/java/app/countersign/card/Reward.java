package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one purchase earns with one card.
 *
 * @param amount the purchase
 * @param amountAtRate the part that earns the category's rate
 * @param amountAfterCap the part beyond the cap; both parts make the amount
 * @param reward rounded once, half up
 * @param foreignFee what paying in another currency costs, rounded once
 * @param net reward less fee, rounded once from the exact figures, so that it may differ by a cent
 *     from the difference of the rounded ones
 * @param steps the arithmetic, exact
 */
public record Reward(
    Money amount,
    BigDecimal amountAtRate,
    BigDecimal amountAfterCap,
    Money reward,
    Money foreignFee,
    Money net,
    List<RewardStep> steps) {
  /** Copies the list. */
  public Reward {
    steps = List.copyOf(steps);
  }
}
