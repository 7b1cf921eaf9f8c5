package app.countersign.knot;

import org.jspecify.annotations.Nullable;

/** A merchant as Knot lists it. */
public record KnotMerchant(
    int id, String name, @Nullable String category, @Nullable String logoUrl) {}
