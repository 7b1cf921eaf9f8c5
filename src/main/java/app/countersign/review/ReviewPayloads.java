package app.countersign.review;

import app.countersign.flag.Flag;
import app.countersign.platform.graphql.UserError;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusalErrors;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the review's mutations give, as the schema has it. */
final class ReviewPayloads {
  private ReviewPayloads() {}

  /** Of flagging and of resolving a flag. */
  record FlagPayload(
      @Nullable Flag flag, @Nullable Recommendation recommendation, List<UserError> userErrors) {

    static FlagPayload of(ReviewDesk.Flagged flagged) {
      return new FlagPayload(flagged.flag(), flagged.recommendation(), List.of());
    }

    static FlagPayload refused(List<UserError> errors) {
      return new FlagPayload(null, null, errors);
    }
  }

  /** Of a bulk approval. */
  record BulkApprovePayload(
      int totalCount,
      int approvedCount,
      int failedCount,
      @Nullable UUID batchId,
      List<BulkApproveResult> results,
      List<UserError> userErrors) {

    static BulkApprovePayload of(BulkDesk.Outcome outcome) {
      List<BulkApproveResult> results = new ArrayList<>();
      for (BulkDesk.Item item : outcome.items()) {
        results.add(BulkApproveResult.of(item, results.size()));
      }
      int approved = (int) results.stream().filter(BulkApproveResult::approved).count();
      return new BulkApprovePayload(
          results.size(),
          approved,
          results.size() - approved,
          outcome.batchId(),
          results,
          List.of());
    }

    static BulkApprovePayload refused(List<UserError> errors) {
      return new BulkApprovePayload(0, 0, 0, null, List.of(), errors);
    }
  }

  /** What a bulk approval did with one id. */
  record BulkApproveResult(
      String recommendationId,
      @JsonProperty("approved") boolean approved,
      @Nullable Recommendation recommendation,
      @Nullable UserError error) {

    static BulkApproveResult of(BulkDesk.Item item, int index) {
      Refusal refusal = item.refusal();
      return new BulkApproveResult(
          item.askedId(),
          refusal == null,
          item.recommendation(),
          refusal == null ? null : error(refusal, index));
    }

    /** The path leads to the id in the list, not to a field of a single input. */
    private static UserError error(Refusal refusal, int index) {
      UserError error = RefusalErrors.of(refusal, "input");
      return new UserError(
          error.code(),
          error.message(),
          List.of("input", "recommendationIds", String.valueOf(index)),
          error.currentVersion(),
          error.currentStatus());
    }
  }
}
