package app.countersign.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be sent, and where that stands.
 *
 * @param subjectType the kind of thing that is sent
 * @param subjectId which thing
 * @param decisionId the decision that sends it; each sends once
 * @param payload what is sent, as JSON
 * @param dueAt before this it is not sent and can be cancelled
 * @param nextAttemptAt when it is tried next, while queued
 * @param attempts how often sending was begun
 */
@MappedEntity("delivery")
public record Delivery(
    @Id UUID id,
    String subjectType,
    UUID subjectId,
    UUID decisionId,
    String userId,
    DeliveryChannel channel,
    DeliveryStatus status,
    String payload,
    Instant dueAt,
    Instant nextAttemptAt,
    int attempts,
    @Nullable String lastError,
    Instant createdAt,
    @Nullable Instant finishedAt) {}
