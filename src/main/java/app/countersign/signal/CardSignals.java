package app.countersign.signal;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One credit card. What the bank did not say is null. */
public record CardSignals(
    UUID accountId,
    @Nullable String name,
    @Nullable String mask,
    @Nullable BigDecimal balance,
    @Nullable BigDecimal limit,
    @Nullable BigDecimal utilizationPct,
    @Nullable BigDecimal minimumPayment,
    @Nullable BigDecimal lastPaymentAmount,
    boolean minimumPaymentOnly,
    BigDecimal interestCharges,
    @Nullable BigDecimal aprPercentage,
    @Nullable Boolean overdue) {}
