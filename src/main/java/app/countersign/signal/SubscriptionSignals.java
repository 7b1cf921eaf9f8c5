package app.countersign.signal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recurring charges and small daily spending. Amounts are per month, in the user's currency. */
public record SubscriptionSignals(
    int recurringMerchantCount,
    BigDecimal monthlyRecurringSpend,
    @Nullable BigDecimal subscriptionSharePct,
    BigDecimal coffeeFoodDeliveryMonthly,
    List<RecurringMerchant> merchants) {}
