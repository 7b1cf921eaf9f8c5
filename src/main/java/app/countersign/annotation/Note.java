package app.countersign.annotation;

import java.time.Instant;
import java.util.UUID;

/**
 * What an operator wrote beside a recommendation. Never changed.
 *
 * @param authorName by name at that time
 */
public record Note(
    UUID id,
    UUID recommendationId,
    UUID authorId,
    String authorName,
    String text,
    Instant createdAt) {}
