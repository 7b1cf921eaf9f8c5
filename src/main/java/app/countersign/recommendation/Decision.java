package app.countersign.recommendation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision of an operator, in force, superseded or taken back.
 *
 * @param previousDecisionId the decision that was in force before; null when none was
 * @param decidedBy the operator's id
 * @param decidedByName the operator's name at that time
 * @param notes the notes of an approval, or the reason of a rejection or flag
 * @param previousStatus the status it was taken from
 * @param undoableUntil the first instant at which it can no longer be taken back
 * @param undoneAt when it was taken back; null while it stands
 * @param reviewMillis from the decider's claim, or else first view; null without either
 * @param batchId what the decisions of one bulk approval share
 */
public record Decision(
    UUID id,
    UUID recommendationId,
    @Nullable UUID previousDecisionId,
    DecisionKind kind,
    UUID decidedBy,
    String decidedByName,
    Instant decidedAt,
    @Nullable String notes,
    RecommendationStatus previousStatus,
    Instant undoableUntil,
    @Nullable Instant undoneAt,
    @Nullable Long reviewMillis,
    @Nullable UUID batchId) {
  private static final double MILLIS_PER_SECOND = 1_000;

  /** The review time in seconds; null without a claim or view. */
  public @Nullable Double reviewSeconds() {
    return reviewMillis == null ? null : reviewMillis / MILLIS_PER_SECOND;
  }
}
