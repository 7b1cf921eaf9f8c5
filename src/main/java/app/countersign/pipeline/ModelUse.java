package app.countersign.pipeline;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a language model did to a rationale.
 *
 * @param textUsed whether its text is the rationale
 * @param note why its text was not used; null where it was
 */
public record ModelUse(
    String model,
    @Nullable BigDecimal temperature,
    @Nullable Integer tokensUsed,
    boolean textUsed,
    @Nullable String note) {}
