package app.countersign.signal;

import org.jspecify.annotations.Nullable;

/**
 * All signals of one user for one window. A category without any rows behind it is null, never a
 * structure of zeros.
 */
public record UserSignals(
    @Nullable SubscriptionSignals subscriptions,
    @Nullable SavingsSignals savings,
    @Nullable CreditSignals credit,
    @Nullable IncomeSignals income,
    @Nullable LifeStageSignals lifeStage) {

  /** No signal of any kind. */
  public static final UserSignals NONE = new UserSignals(null, null, null, null, null);
}
