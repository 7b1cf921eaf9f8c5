package app.countersign.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of an account's ledger. The amount is seen by the account holder: positive is money into
 * the account, negative is money out of it (a purchase on a credit card is negative, a payment to
 * the card positive).
 *
 * @param sequence the row's place in its document, from 0: keeps rows of one day in their order
 */
public record LedgerTransaction(
    UUID id,
    UUID accountId,
    LocalDate postedOn,
    @Nullable LocalDate transactedOn,
    BigDecimal amount,
    String currency,
    String description,
    @Nullable String merchant,
    TransactionCategory category,
    int sequence) {}
