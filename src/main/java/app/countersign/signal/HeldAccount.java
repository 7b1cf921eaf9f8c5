package app.countersign.signal;

import app.countersign.ledger.Account;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stood on the day the signals speak of.
 *
 * @param balance rolled back by the rows posted later; what is owed on a card or loan; null when
 *     the bank never said
 * @param isInCurrency whether the account is in the one currency the signals are in
 * @param hasRows whether any row of it is held up to that day
 */
record HeldAccount(
    Account account,
    AccountRole role,
    @Nullable BigDecimal balance,
    boolean isInCurrency,
    boolean hasRows) {}
