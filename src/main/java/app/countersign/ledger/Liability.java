package app.countersign.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The terms of a debt behind an account. APR in percent; what the bank did not say is null. */
public record Liability(
    UUID id,
    UUID accountId,
    LiabilityType type,
    @Nullable BigDecimal aprPercentage,
    @Nullable BigDecimal minimumPaymentAmount,
    @Nullable BigDecimal lastPaymentAmount,
    @Nullable LocalDate lastPaymentDate,
    @Nullable LocalDate nextPaymentDueDate,
    @Nullable BigDecimal lastStatementBalance,
    @Nullable Boolean overdue) {}
