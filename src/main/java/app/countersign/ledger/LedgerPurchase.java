package app.countersign.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A payment of a purchase, as a row. Banks may tell of the same payment: who adds up counts it only
 * where none does.
 *
 * @param cardMask the last four digits of what it was paid with; null where that is not known
 */
public record LedgerPurchase(LedgerTransaction row, @Nullable String cardMask) {}
