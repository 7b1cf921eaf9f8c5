package app.countersign.recommendation;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The one place where the desk's refusals become what a caller sees. */
public final class RefusalErrors {
  private static final String SUBJECT = "recommendationId";

  private RefusalErrors() {}

  /** Does the work; a refusal by the desk ends the mutation with its user errors. */
  public static <P> P translating(Supplier<P> work) {
    try {
      return work.get();
    } catch (RefusedByDesk refused) {
      throw new RefusedException(
          refused.refusals().stream().map(refusal -> of(refusal, "input")).toList());
    }
  }

  /**
   * The user error of a refusal.
   *
   * @param root where the path begins
   */
  public static UserError of(Refusal refusal, String... root) {
    String message = message(refusal);
    return switch (refusal) {
      case Refusal.NotFound missing ->
          error(UserErrorCode.NOT_FOUND, message, root, missing.field());
      case Refusal.InvalidInput invalid ->
          error(UserErrorCode.INVALID_INPUT, message, root, invalid.path());
      case Refusal.StaleVersion stale ->
          error(UserErrorCode.STALE_VERSION, message, root, "expectedVersion")
              .at(stale.currentVersion(), stale.currentStatus().name());
      case Refusal.IllegalTransition illegal ->
          error(UserErrorCode.ILLEGAL_TRANSITION, message, root, SUBJECT)
              .at(illegal.currentVersion(), illegal.currentStatus().name());
      case Refusal.ClaimedByOther claimed ->
          error(UserErrorCode.CLAIMED_BY_OTHER, message, root, SUBJECT)
              .at(claimed.currentVersion(), claimed.currentStatus().name());
      case Refusal.GuardrailsFailed failed ->
          error(UserErrorCode.GUARDRAILS_FAILED, message, root, SUBJECT)
              .at(failed.currentVersion(), failed.currentStatus().name());
      case Refusal.NothingToUndo nothing ->
          error(UserErrorCode.NOTHING_TO_UNDO, message, root, SUBJECT)
              .at(nothing.currentVersion(), nothing.currentStatus().name());
      case Refusal.NotAllowed _ -> error(UserErrorCode.NOT_ALLOWED, message, root, SUBJECT);
      case Refusal.UndoExpired expired ->
          error(UserErrorCode.UNDO_EXPIRED, message, root, SUBJECT)
              .at(expired.currentVersion(), expired.currentStatus().name());
      case Refusal.FlagClosed closed ->
          error(UserErrorCode.ILLEGAL_TRANSITION, message, root, "flagId")
              .at(null, closed.isWithdrawn() ? "WITHDRAWN" : "RESOLVED");
      case Refusal.NotAttempted _ -> error(UserErrorCode.NOT_ATTEMPTED, message, root, SUBJECT);
      case Refusal.UnknownUser unknown ->
          error(UserErrorCode.NOT_FOUND, message, root, unknown.path());
      case Refusal.ConsentMissing missing ->
          error(UserErrorCode.CONSENT_MISSING, message, root, missing.path());
    };
  }

  /** The refusal in a sentence for people. */
  public static String message(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound _ -> "There is nothing with this id.";
      case Refusal.UnknownUser _ -> "There is no such user.";
      case Refusal.InvalidInput invalid -> invalid.message();
      case Refusal.StaleVersion stale ->
          "It has moved on to version %d since it was read: read it again."
              .formatted(stale.currentVersion());
      case Refusal.IllegalTransition illegal ->
          "It is %s now and cannot %s.".formatted(word(illegal.currentStatus()), illegal.doing());
      case Refusal.ClaimedByOther claimed ->
          "Somebody else works on it until %s.".formatted(claimed.until());
      case Refusal.GuardrailsFailed failed ->
          "It failed its guardrails (%s): modify the text first."
              .formatted(String.join(", ", failed.failed()));
      case Refusal.NothingToUndo _ -> "There is no decision to take back.";
      case Refusal.NotAllowed notAllowed -> notAllowed.message();
      case Refusal.UndoExpired _ -> "The time for taking the decision back has passed.";
      case Refusal.FlagClosed closed ->
          closed.isWithdrawn()
              ? "The flag was withdrawn with its decision."
              : "The flag is resolved already.";
      case Refusal.NotAttempted _ -> "Not attempted, because another item was refused.";
      case Refusal.ConsentMissing missing -> missing.message();
    };
  }

  private static String word(RecommendationStatus status) {
    return switch (status) {
      case PENDING -> "pending";
      case APPROVED -> "approved";
      case REJECTED -> "rejected";
      case FLAGGED -> "flagged";
    };
  }

  private static UserError error(UserErrorCode code, String message, String[] root, String field) {
    return error(code, message, root, List.of(field));
  }

  private static UserError error(
      UserErrorCode code, String message, String[] root, List<String> rest) {
    List<String> path = new ArrayList<>(List.of(root));
    path.addAll(rest);
    return new UserError(code, message, path, null, null);
  }
}
