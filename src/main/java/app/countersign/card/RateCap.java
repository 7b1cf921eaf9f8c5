package app.countersign.card;

import java.math.BigDecimal;

/**
 * How much of the spending earns a rate.
 *
 * @param amount per period, in the product's currency; above zero
 */
public record RateCap(BigDecimal amount, CapPeriod period) {}
