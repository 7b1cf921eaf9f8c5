package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.RecommendationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision about to be put on record.
 *
 * @param claimedAt when the decider's own claim began, if that is the item's last one
 * @param pendingSince when the item last became pending: earlier claims and views do not count
 */
record NewDecision(
    UUID id,
    UUID recommendationId,
    @Nullable UUID previousDecisionId,
    DecisionKind kind,
    RecommendationStatus previousStatus,
    UUID decidedBy,
    String decidedByName,
    Instant decidedAt,
    @Nullable String notes,
    Instant undoableUntil,
    @Nullable Instant claimedAt,
    Instant pendingSince,
    @Nullable UUID batchId) {

  static @Nullable Instant ownClaimStart(@Nullable Claim claim, Actor actor) {
    return claim != null && claim.operatorId().equals(actor.id()) ? claim.claimedAt() : null;
  }
}
