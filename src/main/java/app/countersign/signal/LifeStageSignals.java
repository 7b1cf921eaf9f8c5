package app.countersign.signal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Facts about the user as a whole that tell a student from others. */
public record LifeStageSignals(
    @Nullable Boolean studentLoanAccountPresent,
    boolean studentLoanPaymentsSeen,
    @Nullable String ageBracket,
    @Nullable BigDecimal annualIncome,
    @Nullable Boolean hasRentTransactions,
    @Nullable Boolean hasMortgage,
    @Nullable BigDecimal transactionCountMonthly,
    @Nullable BigDecimal essentialsPct) {}
