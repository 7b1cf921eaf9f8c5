package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import app.countersign.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to pay for.
 *
 * @param category null where it is not clear
 */
record IntendedPurchase(
    @Nullable Money amount, @Nullable String merchant, @Nullable TransactionCategory category) {}
