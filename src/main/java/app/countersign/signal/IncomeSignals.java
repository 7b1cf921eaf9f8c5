package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money that comes in by itself. Gap, variability and frequency speak of the main source. */
public record IncomeSignals(
    IncomeType incomeType,
    PaymentFrequency paymentFrequency,
    @Nullable BigDecimal medianPayGapDays,
    @Nullable BigDecimal incomeVariabilityPct,
    @Nullable BigDecimal cashFlowBufferMonths,
    @Nullable BigDecimal medianDepositAmount,
    int numDepositsInWindow,
    @Nullable BigDecimal monthlyIncome,
    List<RecentDeposit> recentDeposits) {}
