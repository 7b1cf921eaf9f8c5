package app.countersign.review;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.recommendation.Priority;
import java.time.Instant;
import java.util.UUID;

/**
 * A text as it stood before it was modified.
 *
 * @param recommendationVersion the version of the recommendation that had this text last
 * @param replacedByName who replaced it, by name at that time
 */
public record Revision(
    UUID id,
    UUID recommendationId,
    int recommendationVersion,
    String title,
    String rationale,
    Priority priority,
    GuardrailResult guardrails,
    UUID replacedBy,
    String replacedByName,
    Instant replacedAt) {}
