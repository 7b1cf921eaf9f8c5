package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One card for a purchase.
 *
 * @param cardId the person's card
 * @param title what the card is called
 * @param productId of the catalogue
 * @param ratePct what the next bit of money earns
 * @param reward of the purchase; null without an amount
 * @param foreignFee what paying in another currency costs; null without an amount
 * @param netReward reward less fee; null without an amount
 * @param capUsed of the category's rate; null where it has no cap or its use is not known
 * @param capLeft likewise
 * @param utilizationAfterPct of the limit after the purchase; null where balance or limit is not
 *     known, or there is no amount
 * @param reasons for people
 * @param steps the arithmetic of the reward; empty without an amount
 */
public record CardOption(
    UUID cardId,
    String title,
    String productId,
    BigDecimal ratePct,
    @Nullable Money reward,
    @Nullable Money foreignFee,
    @Nullable Money netReward,
    @Nullable Money capUsed,
    @Nullable Money capLeft,
    @Nullable BigDecimal utilizationAfterPct,
    List<String> reasons,
    List<RewardStep> steps) {
  /** Copies the lists. */
  public CardOption {
    reasons = List.copyOf(reasons);
    steps = List.copyOf(steps);
  }
}
