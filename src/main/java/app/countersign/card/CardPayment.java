package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A purchase, as far as it was paid with the card.
 *
 * @param merchant as the ledger's rules call it
 * @param amount above zero, in the card's currency
 */
record CardPayment(
    LocalDate day, @Nullable String merchant, TransactionCategory category, BigDecimal amount) {}
