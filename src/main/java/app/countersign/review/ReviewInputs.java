package app.countersign.review;

import app.countersign.persona.PersonaKind;
import app.countersign.recommendation.Priority;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inputs of the review's mutations, as the schema has them. */
final class ReviewInputs {
  private ReviewInputs() {}

  record Approve(
      UUID recommendationId,
      @Nullable String notes,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  /** Also of a flag. */
  record WithReason(
      UUID recommendationId,
      String reason,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record Modify(
      UUID recommendationId,
      @Nullable String title,
      @Nullable String rationale,
      @Nullable Priority priority,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record BulkApprove(
      List<String> recommendationIds,
      @Nullable String notes,
      @Nullable Boolean allOrNothing,
      @Nullable String idempotencyKey) {}

  record ResolveFlag(UUID flagId, String resolution, @Nullable String idempotencyKey) {}

  record Undo(
      UUID recommendationId, @Nullable Integer expectedVersion, @Nullable String idempotencyKey) {}

  record ClaimOne(
      UUID recommendationId,
      @Nullable Boolean takeOver,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record ClaimNext(
      @Nullable List<Priority> priority,
      @Nullable List<PersonaKind> persona,
      @Nullable String idempotencyKey) {}

  record Release(UUID recommendationId, @Nullable String idempotencyKey) {}

  record RecordView(UUID recommendationId) {}
}
