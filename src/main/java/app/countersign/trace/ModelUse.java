package app.countersign.trace;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A language model that took part. */
public record ModelUse(String name, @Nullable BigDecimal temperature, @Nullable Integer tokens) {}
