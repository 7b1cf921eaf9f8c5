package app.countersign.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a row's raw text was found to mean.
 *
 * @param merchant the other side's name, at most 60 characters; null when the text names nobody
 */
public record Classification(@Nullable String merchant, TransactionCategory category) {}
