package app.countersign.persona;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many changes of persona are for the better.
 *
 * @param ratePct in percent, one decimal; null when there was no change
 */
public record PositiveTransitionRate(
    int transitionCount, int positiveCount, @Nullable BigDecimal ratePct) {}
