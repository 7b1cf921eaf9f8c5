package app.countersign.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the replies of one call cost together; a sum with an unknown part is unknown. */
final class CallCosts {
  private static final int DECIMALS = 6;

  private int attempts;
  private @Nullable Integer promptTokens = 0;
  private @Nullable Integer completionTokens = 0;
  private @Nullable BigDecimal cost = BigDecimal.ZERO;

  void attempted() {
    attempts++;
  }

  void replied(ModelReply reply, @Nullable BigDecimal itsCost) {
    promptTokens = sum(promptTokens, reply.promptTokens());
    completionTokens = sum(completionTokens, reply.completionTokens());
    cost = cost == null || itsCost == null ? null : cost.add(itsCost);
  }

  ModelUse use(Provider provider, String model, Duration duration) {
    return new ModelUse(
        provider,
        model,
        promptTokens,
        completionTokens,
        cost == null ? null : cost.setScale(DECIMALS, RoundingMode.HALF_UP),
        duration,
        attempts);
  }

  private static @Nullable Integer sum(@Nullable Integer one, @Nullable Integer other) {
    return one == null || other == null ? null : one + other;
  }
}
