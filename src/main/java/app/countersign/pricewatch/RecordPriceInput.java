package app.countersign.pricewatch;

import app.countersign.money.MoneyInput;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price that somebody saw.
 *
 * @param observedAt null for now
 */
record RecordPriceInput(
    UUID trackedProductId,
    MoneyInput price,
    @Nullable OffsetDateTime observedAt,
    @Nullable String merchant,
    @Nullable String idempotencyKey) {}
