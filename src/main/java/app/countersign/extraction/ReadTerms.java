package app.countersign.extraction;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A reading, and how it came about.
 *
 * @param model the model, or the edition of the rules
 * @param isTextComplete whether the reader saw the whole text
 * @param promptTokens null for the rules
 * @param completionTokens null for the rules
 * @param costUsd null where the price is not known
 */
public record ReadTerms(
    Reading reading,
    ExtractionProvider provider,
    String model,
    boolean isTextComplete,
    @Nullable Integer promptTokens,
    @Nullable Integer completionTokens,
    @Nullable BigDecimal costUsd) {}
