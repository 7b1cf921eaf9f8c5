package app.countersign.pricewatch;

import app.countersign.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a product cost once.
 *
 * @param merchant where; null where that was not told
 */
public record PriceObservation(
    UUID id,
    UUID trackedProductId,
    Money amount,
    Instant at,
    PriceSource source,
    @Nullable String merchant) {}
