package app.countersign.extraction;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value that a person put in place of what was read, both as text.
 *
 * @param original null when the reader missed the term
 * @param corrected null when the text does not state the term after all
 */
public record Correction(
    UUID extractionId,
    TermName term,
    @Nullable String original,
    @Nullable String corrected,
    @Nullable String reason,
    UUID correctedBy,
    Instant correctedAt) {}
