package app.countersign.platform.db;

import org.jspecify.annotations.Nullable;

/** Which page of a list. */
public record PageRequest(
    @Nullable Integer first,
    @Nullable String after,
    @Nullable Integer last,
    @Nullable String before) {}
