package app.countersign.persona;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One test of a persona, with what was seen.
 *
 * @param name a stable identifier in lowerCamelCase
 * @param threshold as shown to people
 * @param observed as shown to people; null where unknown, and then the criterion is not met
 * @param thresholdValue the number behind the threshold, where it compares numbers
 * @param observedValue the number behind what was seen, where it compares numbers
 */
public record Criterion(
    String name,
    Comparison comparison,
    String threshold,
    @Nullable String observed,
    @Nullable BigDecimal thresholdValue,
    @Nullable BigDecimal observedValue,
    boolean met) {}
