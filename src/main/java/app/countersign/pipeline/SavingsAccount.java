package app.countersign.pipeline;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A savings account that a user holds.
 *
 * @param ratePct what it pays a year, in percent; null where unknown
 */
public record SavingsAccount(@Nullable String mask, @Nullable BigDecimal ratePct) {}
