package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of rewards, exact up to one rounding, half up, at the end. Pure.
 *
 * <p>A purchase earns {@code min(amount, what is left of the cap) × rate + rest × rate after the
 * cap}; a year {@code Σ min(spending, cap) × rate + rest × rate after the cap − fee}.
 */
public final class CardRewards {
  /** From this share of the limit on, using a card is worth a warning; in percent. */
  public static final BigDecimal HIGH_UTILIZATION_PCT = BigDecimal.valueOf(30);

  private static final int UTILIZATION_DIGITS = 1;

  private CardRewards() {}

  /**
   * What a purchase earns.
   *
   * @param amount above zero; in another currency than the product's it costs the foreign fee, and
   *     the cap is not applied, for no rate of exchange is known here
   * @param capUsed how much of the rate's cap was used before, from 0, in the product's currency;
   *     null where it is not known, and the whole cap is taken to be left
   */
  public static Reward reward(
      CardProduct product,
      TransactionCategory category,
      Money amount,
      @Nullable BigDecimal capUsed) {
    CardRate rate = product.rate(category);
    boolean foreign = !amount.currency().equals(product.currency());
    BigDecimal left = foreign ? null : capLeft(rate, capUsed);
    BigDecimal atRate = left == null ? amount.amount() : amount.amount().min(left);
    BigDecimal rest = amount.amount().subtract(atRate);
    List<RewardStep> steps = new ArrayList<>();
    if (atRate.signum() != 0 || rest.signum() == 0) {
      String label = rate.isBase() ? "at the base rate" : "at the rate of the category";
      steps.add(step(label, atRate, amount.currency(), rate.ratePct()));
    }
    if (rest.signum() != 0) {
      steps.add(step("beyond the cap", rest, amount.currency(), rate.ratePctAfterCap()));
    }
    BigDecimal reward = sum(steps);
    BigDecimal fee = BigDecimal.ZERO;
    if (foreign && product.foreignFeePct().signum() != 0) {
      fee = percent(amount.amount(), product.foreignFeePct());
      steps.add(new RewardStep("foreign fee", amount, product.foreignFeePct(), fee.negate()));
    }
    return new Reward(
        amount,
        atRate,
        rest,
        Money.of(reward, amount.currency()),
        Money.of(fee, amount.currency()),
        Money.of(reward.subtract(fee), amount.currency()),
        steps);
  }

  /** What is left of a rate's cap, never below 0; null where it has none or its use is unknown. */
  public static @Nullable BigDecimal capLeft(CardRate rate, @Nullable BigDecimal capUsed) {
    RateCap cap = rate.cap();
    if (cap == null) {
      return null;
    }
    return capUsed == null ? cap.amount() : cap.amount().subtract(capUsed).max(BigDecimal.ZERO);
  }

  /** The percentage that the next bit of money earns. */
  public static BigDecimal nextRatePct(CardRate rate, @Nullable BigDecimal capUsed) {
    BigDecimal left = capLeft(rate, capUsed);
    return left != null && left.signum() == 0 ? rate.ratePctAfterCap() : rate.ratePct();
  }

  /**
   * What a card year is worth for somebody who spends so much in each category. The spending is
   * taken to be even over the year: a cap per quarter counts four times, one per month twelve.
   *
   * @param spending a year's, from 0, in the product's currency
   */
  public static AnnualReward annual(
      CardProduct product, Map<TransactionCategory, BigDecimal> spending) {
    Map<CardRate, BigDecimal> byRate = new LinkedHashMap<>();
    spending.forEach(
        (category, amount) -> byRate.merge(product.rate(category), amount, BigDecimal::add));
    List<RewardStep> steps = new ArrayList<>();
    byRate.forEach(
        (rate, amount) -> {
          RateCap cap = rate.cap();
          BigDecimal most =
              cap == null
                  ? amount
                  : cap.amount().multiply(BigDecimal.valueOf(cap.period().perYear()));
          BigDecimal atRate = amount.min(most);
          String label = rate.isBase() ? "at the base rate" : "at the rate of the category";
          steps.add(step(label, atRate, product.currency(), rate.ratePct()));
          BigDecimal rest = amount.subtract(atRate);
          if (rest.signum() != 0) {
            steps.add(step("beyond the cap", rest, product.currency(), rate.ratePctAfterCap()));
          }
        });
    BigDecimal reward = sum(steps);
    return new AnnualReward(
        Money.of(reward, product.currency()),
        product.fee(),
        Money.of(reward.subtract(product.annualFee()), product.currency()),
        steps);
  }

  /**
   * Which share of its limit a card uses after a purchase, in percent with one digit, half up; null
   * where balance or limit is not known.
   */
  public static @Nullable BigDecimal utilizationPct(
      @Nullable BigDecimal balance, BigDecimal amount, @Nullable BigDecimal limit) {
    if (balance == null || limit == null || limit.signum() <= 0) {
      return null;
    }
    return balance
        .add(amount)
        .movePointRight(2)
        .divide(limit, UTILIZATION_DIGITS, RoundingMode.HALF_UP);
  }

  private static RewardStep step(
      String label, BigDecimal amount, String currency, BigDecimal ratePct) {
    return new RewardStep(label, Money.of(amount, currency), ratePct, percent(amount, ratePct));
  }

  private static BigDecimal percent(BigDecimal amount, BigDecimal percent) {
    return amount.multiply(percent).movePointLeft(2);
  }

  private static BigDecimal sum(List<RewardStep> steps) {
    return steps.stream().map(RewardStep::result).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
