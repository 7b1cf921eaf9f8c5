package app.countersign.review;

import app.countersign.recommendation.Claim;
import app.countersign.recommendation.RecommendationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a guarded statement changed: how the item stood before, and its version now. */
record DecidedItem(
    UUID id,
    RecommendationStatus previousStatus,
    @Nullable UUID previousDecisionId,
    @Nullable Claim previousClaim,
    Instant pendingSince) {}
