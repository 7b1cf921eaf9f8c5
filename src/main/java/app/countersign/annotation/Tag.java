package app.countersign.annotation;

import app.countersign.recommendation.TagName;
import java.time.Instant;
import java.util.UUID;

/**
 * A label on a recommendation.
 *
 * @param taggedByName by name at that time
 */
public record Tag(UUID recommendationId, TagName name, String taggedByName, Instant taggedAt) {}
