package app.countersign.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment of a purchase, to be put into the ledger.
 *
 * @param origin from where it is known; each has an account of its own
 * @param number of the payment within its purchase, from 0
 * @param merchant as it is known here; the rules of the ledger say what it is called there
 * @param amount above zero for money out
 * @param cardMask the last four digits of what it was paid with; null where that is not known
 */
public record PurchaseEntry(
    UUID purchaseId,
    String origin,
    int number,
    String merchant,
    LocalDate day,
    BigDecimal amount,
    String currency,
    @Nullable String cardMask) {}
