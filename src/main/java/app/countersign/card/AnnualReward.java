package app.countersign.card;

import app.countersign.money.Money;
import java.util.List;

/**
 * What a card year is worth.
 *
 * @param reward of all spending, rounded once
 * @param annualFee what the year costs
 * @param net reward less fee, rounded once; negative where the card costs more than it earns
 * @param steps the arithmetic, exact
 */
public record AnnualReward(Money reward, Money annualFee, Money net, List<RewardStep> steps) {
  /** Copies the list. */
  public AnnualReward {
    steps = List.copyOf(steps);
  }
}
