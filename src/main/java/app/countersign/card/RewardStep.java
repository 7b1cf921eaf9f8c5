package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;

/**
 * One line of a reward's arithmetic.
 *
 * @param label what it is
 * @param amount what the percentage is of
 * @param ratePct the percentage
 * @param result the exact product, not rounded, in the currency of the amount; negative for a fee
 */
public record RewardStep(String label, Money amount, BigDecimal ratePct, BigDecimal result) {}
