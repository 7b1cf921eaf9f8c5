package app.countersign.card;

import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Something that was paid with a card.
 *
 * @param amount in the card's currency; negative for money that came back
 */
record Spent(LocalDate day, TransactionCategory category, BigDecimal amount) {}
