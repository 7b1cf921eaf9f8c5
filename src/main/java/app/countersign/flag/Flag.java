package app.countersign.flag;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doubt about a recommendation, open until it is resolved or withdrawn.
 *
 * @param decisionId the decision that raised it
 * @param flaggedByName who raised it, by name at that time
 * @param resolution what was found; null while open, and when a decision resolved it
 * @param resolvedByDecision the approval or rejection that resolved it
 * @param withdrawnAt when the flagging was taken back
 */
public record Flag(
    UUID id,
    UUID recommendationId,
    UUID decisionId,
    String reason,
    UUID flaggedBy,
    String flaggedByName,
    Instant flaggedAt,
    @Nullable UUID resolvedBy,
    @Nullable String resolvedByName,
    @Nullable Instant resolvedAt,
    @Nullable String resolution,
    @Nullable UUID resolvedByDecision,
    @Nullable Instant withdrawnAt) {

  /** Whether it is neither resolved nor withdrawn. */
  public boolean isOpen() {
    return resolvedAt == null && withdrawnAt == null;
  }
}
