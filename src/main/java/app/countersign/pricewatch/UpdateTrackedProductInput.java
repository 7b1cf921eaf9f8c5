package app.countersign.pricewatch;

import app.countersign.money.MoneyInput;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is to change of a tracked product: null stays as it is, empty is taken away. */
record UpdateTrackedProductInput(
    UUID trackedProductId,
    @Nullable String name,
    @Nullable Optional<String> productCode,
    @Nullable Optional<String> merchant,
    @Nullable Optional<URI> url,
    @Nullable Optional<MoneyInput> target,
    @Nullable Integer expectedVersion,
    @Nullable String idempotencyKey) {}
