package app.countersign.llm;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What this server spends on language models on a day in UTC. An attempt sets aside the most it may
 * cost before it is sent, so that calls at the same time cannot pass the limit together.
 */
final class SpendLedger {
  private final @Nullable BigDecimal limit;
  private final Clock clock;
  private LocalDate day = LocalDate.EPOCH;
  private BigDecimal spent = BigDecimal.ZERO;

  SpendLedger(@Nullable BigDecimal limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Sets the most that an attempt may cost aside.
   *
   * @throws ModelFailure of kind OVER_BUDGET when that is more than what is left for today
   */
  synchronized void setAside(BigDecimal most) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      spent = BigDecimal.ZERO;
    }
    if (limit != null && spent.add(most).compareTo(limit) > 0) {
      throw ModelFailure.of(FailureKind.OVER_BUDGET, "the day's spend limit is reached");
    }
    spent = spent.add(most);
  }

  /** Puts what it did cost in the place of what was set aside. */
  synchronized void settle(BigDecimal most, BigDecimal cost) {
    // What was set aside before midnight went with its day.
    spent = spent.subtract(most).add(cost).max(BigDecimal.ZERO);
  }
}
