package app.countersign.ledger;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account of a user. The current balance is the balance after the last row of its document; on
 * credit and loan accounts it is what is owed. What the bank did not say is null.
 *
 * @param subtype lower case words as the bank gives them, for example {@code checking}, {@code
 *     money market}, {@code credit card}, {@code student}
 * @param currency ISO 4217
 */
public record Account(
    UUID id,
    AccountType type,
    String subtype,
    @Nullable String name,
    @Nullable String officialName,
    @Nullable String mask,
    @Nullable BigDecimal availableBalance,
    @Nullable BigDecimal currentBalance,
    @Nullable BigDecimal creditLimit,
    String currency,
    boolean hasDeclaredInflow) {}
