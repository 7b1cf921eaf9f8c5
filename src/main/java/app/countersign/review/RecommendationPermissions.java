package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Allowance;
import app.countersign.platform.access.Role;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusalErrors;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the caller may do to a recommendation now, by the rules that a change is held to. */
public record RecommendationPermissions(
    Allowance approve,
    Allowance reject,
    Allowance modify,
    Allowance flag,
    Allowance claim,
    Allowance undo) {

  /** What an actor may do at an instant. */
  public static RecommendationPermissions of(Recommendation item, Actor actor, Instant now) {
    return new RecommendationPermissions(
        allowance(ReviewAction.APPROVE, item, actor, now),
        allowance(ReviewAction.REJECT, item, actor, now),
        allowance(ReviewAction.MODIFY, item, actor, now),
        allowance(ReviewAction.FLAG, item, actor, now),
        allowance(
            ReviewAction.CLAIM.role(),
            actor,
            ReviewRules.claimRefusal(item, actor, ReviewRules.mayTakeOver(actor), null, now)),
        allowance(Role.OPERATOR, actor, ReviewRules.undoRefusal(item, actor, null, now)));
  }

  private static Allowance allowance(
      ReviewAction action, Recommendation item, Actor actor, Instant now) {
    return allowance(action.role(), actor, ReviewRules.refusal(action, item, actor, null, now));
  }

  private static Allowance allowance(Role role, Actor actor, @Nullable Refusal refusal) {
    if (!actor.role().includes(role)) {
      return Allowance.no(
          "This needs the role %s."
              .formatted(role.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return refusal == null ? Allowance.YES : Allowance.no(RefusalErrors.message(refusal));
  }
}
