package app.countersign.contract;

import org.jspecify.annotations.Nullable;

/** A vehicle; what is null is not known. */
public record Vehicle(@Nullable String make, @Nullable String model, @Nullable Integer year) {}
