package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Credit cards as they stand, and interest charged in the last 30 days. Present when the user has a
 * credit or loan account or liability, also without any card.
 */
public record CreditSignals(
    List<CardSignals> cards,
    @Nullable BigDecimal aggregateUtilizationPct,
    @Nullable BigDecimal totalCreditAvailable,
    @Nullable BigDecimal totalCreditUsed,
    boolean anyCardHighUtil,
    boolean anyCardVeryHighUtil,
    boolean anyInterestCharges,
    boolean anyOverdue,
    int numCreditCards) {}
