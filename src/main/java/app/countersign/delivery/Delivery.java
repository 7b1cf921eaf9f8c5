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
 * @param decisionId the decision that sends it; each sends once. A letter is its own decision.
 * @param userId the user it is for; null for a letter to somebody who is none
 * @param payload what is sent, as JSON
 * @param dueAt before this it is not sent and can be cancelled
 * @param nextAttemptAt when it is tried next, while queued
 * @param attempts how often sending was begun
 * @param address where a letter goes, as long as it waits; null for everything else
 */
@MappedEntity("delivery")
public record Delivery(
    @Id UUID id,
    String subjectType,
    UUID subjectId,
    UUID decisionId,
    @Nullable String userId,
    DeliveryChannel channel,
    DeliveryStatus status,
    String payload,
    Instant dueAt,
    Instant nextAttemptAt,
    int attempts,
    @Nullable String lastError,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable String address) {
  /** Without the address and what is sent, which belong in no log. */
  @Override
  public String toString() {
    return "Delivery[%s, %s, %s, %s]".formatted(id, subjectType, channel, status);
  }
}
