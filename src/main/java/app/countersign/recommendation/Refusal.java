package app.countersign.recommendation;

import java.time.Instant;
import java.util.List;

/** Why the desk did not do what was asked. A refused call changes nothing. */
public sealed interface Refusal {

  /** There is no such thing. */
  record NotFound(String field) implements Refusal {}

  /**
   * A value is missing, too short, too long or out of range.
   *
   * @param path where in the input, for example {@code reason} or {@code items, 3, title}
   */
  record InvalidInput(List<String> path, String message) implements Refusal {
    public InvalidInput {
      path = List.copyOf(path);
    }

    /** Of a field of the input itself. */
    public static InvalidInput of(String field, String message) {
      return new InvalidInput(List.of(field), message);
    }
  }

  /** It has moved on since it was read. */
  record StaleVersion(int currentVersion, RecommendationStatus currentStatus) implements Refusal {}

  /**
   * The status it has now does not allow this.
   *
   * @param doing what was asked, as in "be approved"
   */
  record IllegalTransition(String doing, int currentVersion, RecommendationStatus currentStatus)
      implements Refusal {}

  /** Somebody else works on it. */
  record ClaimedByOther(Instant until, int currentVersion, RecommendationStatus currentStatus)
      implements Refusal {}

  /**
   * A guardrail failed.
   *
   * @param failed the names of the checks
   */
  record GuardrailsFailed(
      List<String> failed, int currentVersion, RecommendationStatus currentStatus)
      implements Refusal {}

  /** There is no decision in force. */
  record NothingToUndo(int currentVersion, RecommendationStatus currentStatus) implements Refusal {}

  /** The caller may not do this to this thing. */
  record NotAllowed(String message) implements Refusal {}

  /** The time for taking it back has passed, or it has gone out. */
  record UndoExpired(int currentVersion, RecommendationStatus currentStatus) implements Refusal {}

  /**
   * The flag is no longer open.
   *
   * @param isWithdrawn taken back with its decision, rather than resolved
   */
  record FlagClosed(boolean isWithdrawn) implements Refusal {}

  /** All or nothing was asked and another item was refused. */
  record NotAttempted() implements Refusal {}

  /** There is no such user. */
  record UnknownUser(List<String> path) implements Refusal {
    public UnknownUser {
      path = List.copyOf(path);
    }
  }

  /** The user has not consented to this. */
  record ConsentMissing(List<String> path, String message) implements Refusal {
    public ConsentMissing {
      path = List.copyOf(path);
    }
  }
}
