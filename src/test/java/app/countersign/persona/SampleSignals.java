package app.countersign.persona;

import app.countersign.signal.CardSignals;
import app.countersign.signal.CreditSignals;
import app.countersign.signal.IncomeSignals;
import app.countersign.signal.IncomeType;
import app.countersign.signal.PaymentFrequency;
import app.countersign.signal.SavingsSignals;
import app.countersign.signal.SubscriptionSignals;
import app.countersign.signal.UserSignals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signals written in few words; a null text is an unknown value. */
final class SampleSignals {
  private SampleSignals() {}

  static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  static UserSignals credit(CreditSignals credit) {
    return new UserSignals(null, null, credit, null, null);
  }

  static CreditSignals cards(
      @Nullable String aggregate, boolean high, boolean interest, boolean overdue, int count) {
    return new CreditSignals(
        List.of(), decimal(aggregate), null, null, high, false, interest, overdue, count);
  }

  static CreditSignals cards(CardSignals... cards) {
    return new CreditSignals(
        List.of(cards), null, null, null, false, false, false, false, cards.length);
  }

  static CardSignals card(@Nullable String mask, @Nullable String pct, boolean minimumOnly) {
    return new CardSignals(
        UUID.nameUUIDFromBytes(String.valueOf(mask).getBytes(StandardCharsets.UTF_8)),
        null,
        mask,
        null,
        null,
        decimal(pct),
        null,
        null,
        minimumOnly,
        BigDecimal.ZERO,
        null,
        null);
  }

  static IncomeSignals income(
      @Nullable String gap, @Nullable String buffer, @Nullable String variability) {
    return new IncomeSignals(
        IncomeType.FREELANCE,
        PaymentFrequency.UNKNOWN,
        decimal(gap),
        decimal(variability),
        decimal(buffer),
        null,
        3,
        null,
        List.of());
  }

  static UserSignals incomeOnly(
      @Nullable String gap, @Nullable String buffer, @Nullable String variability) {
    return new UserSignals(null, null, null, income(gap, buffer, variability), null);
  }

  static SubscriptionSignals subscriptions(
      int count, String spend, @Nullable String share, String coffee) {
    return new SubscriptionSignals(
        count, new BigDecimal(spend), decimal(share), new BigDecimal(coffee), List.of());
  }

  static SavingsSignals savings(@Nullable String growth, String inflow) {
    return new SavingsSignals(new BigDecimal(inflow), decimal(growth), null, null, 1, null, null);
  }

  static UserSignals saver(@Nullable String growth, String inflow, CreditSignals credit) {
    return new UserSignals(null, savings(growth, inflow), credit, null, null);
  }
}
