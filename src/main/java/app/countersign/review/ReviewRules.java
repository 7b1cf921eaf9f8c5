package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an operator may do what to a recommendation. Pure: the statements that change one hold to
 * the same conditions, and where they find no row, these rules say why.
 */
final class ReviewRules {
  /** Where the id of the recommendation stands in inputs. */
  static final String ID = "recommendationId";

  private ReviewRules() {}

  /**
   * Why an action is refused, the first reason in a fixed order: not there, stale, status, claim,
   * guardrails; null when it is allowed.
   */
  static @Nullable Refusal refusal(
      ReviewAction action,
      @Nullable Recommendation item,
      Actor actor,
      @Nullable Integer expectedVersion,
      Instant now) {
    if (item == null) {
      return new Refusal.NotFound(ID);
    }
    if (isStale(item, expectedVersion)) {
      return new Refusal.StaleVersion(item.version(), item.status());
    }
    if (!item.status().isUndecided()) {
      return new Refusal.IllegalTransition(action.doing(), item.version(), item.status());
    }
    Claim claim = claimOfAnother(item, actor, now);
    if (claim != null) {
      return new Refusal.ClaimedByOther(claim.expiresAt(), item.version(), item.status());
    }
    if (action == ReviewAction.APPROVE && !item.guardrails().passed()) {
      return new Refusal.GuardrailsFailed(
          item.guardrails().failed(), item.version(), item.status());
    }
    return null;
  }

  /** Why the decision in force cannot be taken back by the actor; null when it can. */
  static @Nullable Refusal undoRefusal(
      @Nullable Recommendation item, Actor actor, @Nullable Integer expectedVersion, Instant now) {
    if (item == null) {
      return new Refusal.NotFound(ID);
    }
    if (isStale(item, expectedVersion)) {
      return new Refusal.StaleVersion(item.version(), item.status());
    }
    Decision decision = item.decision();
    if (decision == null) {
      return new Refusal.NothingToUndo(item.version(), item.status());
    }
    if (!decision.decidedBy().equals(actor.id()) && !actor.role().includes(Role.SENIOR_OPERATOR)) {
      return new Refusal.NotAllowed("Only the one who decided, or a senior operator, may undo it.");
    }
    return now.isBefore(decision.undoableUntil())
        ? null
        : new Refusal.UndoExpired(item.version(), item.status());
  }

  /**
   * Why a claim is refused; null when it is allowed.
   *
   * @param takesOver whether a claim that lives is to be taken from another
   */
  static @Nullable Refusal claimRefusal(
      @Nullable Recommendation item,
      Actor actor,
      boolean takesOver,
      @Nullable Integer expectedVersion,
      Instant now) {
    Refusal refusal = refusal(ReviewAction.CLAIM, item, actor, expectedVersion, now);
    if (!(refusal instanceof Refusal.ClaimedByOther) || !takesOver) {
      return refusal;
    }
    return mayTakeOver(actor)
        ? null
        : new Refusal.NotAllowed("Only a senior operator may take over a claim that lives.");
  }

  /** Whether the actor may take over, and give back, what others have claimed. */
  static boolean mayTakeOver(Actor actor) {
    return actor.role().includes(Role.SENIOR_OPERATOR);
  }

  static boolean isStale(Recommendation item, @Nullable Integer expectedVersion) {
    return expectedVersion != null && expectedVersion != item.version();
  }

  static @Nullable Claim claimOfAnother(Recommendation item, Actor actor, Instant now) {
    Claim claim = item.claimAt(now);
    return claim == null || claim.operatorId().equals(actor.id()) ? null : claim;
  }
}
