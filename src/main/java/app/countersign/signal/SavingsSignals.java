package app.countersign.signal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What moves in and out of savings. The inflow is net, per 30 days; growth is in percent of the
 * balance at the window's start.
 */
public record SavingsSignals(
    BigDecimal netSavingsInflow,
    @Nullable BigDecimal savingsGrowthRatePct,
    @Nullable BigDecimal emergencyFundMonths,
    @Nullable BigDecimal totalSavingsBalance,
    int numSavingsAccounts,
    @Nullable BigDecimal largestDeposit,
    @Nullable BigDecimal largestWithdrawal) {}
