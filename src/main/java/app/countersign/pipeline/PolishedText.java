package app.countersign.pipeline;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A rationale as a language model would put it, and what was used for it. */
public record PolishedText(
    String text, String model, @Nullable BigDecimal temperature, @Nullable Integer tokensUsed) {}
