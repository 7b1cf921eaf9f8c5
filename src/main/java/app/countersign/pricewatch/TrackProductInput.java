package app.countersign.pricewatch;

import app.countersign.money.MoneyInput;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A product to be tracked.
 *
 * @param currency null for the target's, and without one for USD
 */
record TrackProductInput(
    String name,
    @Nullable String productCode,
    @Nullable String merchant,
    @Nullable String currency,
    @Nullable URI url,
    @Nullable MoneyInput target,
    @Nullable String idempotencyKey) {}
