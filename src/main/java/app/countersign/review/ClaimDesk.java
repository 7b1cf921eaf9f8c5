package app.countersign.review;

import app.countersign.audit.AuditTrail;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who works on what. A claim keeps others from deciding until it lapses; one that has lapsed is as
 * none.
 */
@Singleton
public class ClaimDesk {
  private final ReviewStatements statements;
  private final ClaimStatements claims;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final ReviewSettings settings;
  private final Clock clock;

  ClaimDesk(
      ReviewStatements statements,
      ClaimStatements claims,
      RecommendationRepository recommendations,
      AuditTrail audit,
      ReviewSettings settings,
      Clock clock) {
    this.statements = statements;
    this.claims = claims;
    this.recommendations = recommendations;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Takes an undecided item, or renews the actor's own claim of it.
   *
   * @param takesOver whether a claim of another is taken over; senior operators only
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Recommendation claim(
      Actor actor, UUID id, boolean takesOver, @Nullable Integer expectedVersion) {
    Instant now = clock.instant();
    boolean mayTakeOver = takesOver && ReviewRules.mayTakeOver(actor);
    Instant expiresAt = now.plus(settings.claimTime());
    ClaimStatements.Claimed claimed =
        claims.claim(id, actor.id(), mayTakeOver, expectedVersion, now, expiresAt);
    if (claimed == null) {
      Refusal refusal =
          ReviewRules.claimRefusal(statements.lock(id), actor, takesOver, expectedVersion, now);
      if (refusal != null) {
        throw new RefusedByDesk(refusal);
      }
      // What stood in the way went away before the lock was held; now nothing can come between.
      claimed =
          Objects.requireNonNull(
              claims.claim(id, actor.id(), mayTakeOver, expectedVersion, now, expiresAt));
    }
    return recorded(actor, claimed);
  }

  /**
   * Takes the next pending item that nobody has, priority first, then age.
   *
   * @param priority only of these; null for all
   * @param persona only for these; null for all
   * @return null when there is none
   */
  @Transactional
  public @Nullable Recommendation claimNext(
      Actor actor, @Nullable List<Priority> priority, @Nullable List<PersonaKind> persona) {
    Instant now = clock.instant();
    ClaimStatements.Claimed claimed =
        claims.claimNext(actor.id(), priority, persona, now, now.plus(settings.claimTime()));
    return claimed == null ? null : recorded(actor, claimed);
  }

  /** Gives the actor's claim back, or anybody's for a senior operator; what nobody has stays so. */
  @Transactional
  public Recommendation release(Actor actor, UUID id) {
    Instant now = clock.instant();
    Recommendation before = statements.lock(id);
    if (before == null) {
      throw new RefusedByDesk(new Refusal.NotFound(ReviewRules.ID));
    }
    Claim claim = before.claimAt(now);
    if (claim == null) {
      return before;
    }
    if (!claim.operatorId().equals(actor.id()) && !ReviewRules.mayTakeOver(actor)) {
      throw new RefusedByDesk(
          new Refusal.ClaimedByOther(claim.expiresAt(), before.version(), before.status()));
    }
    claims.release(id, now);
    Recommendation after = Objects.requireNonNull(recommendations.find(id));
    audit.record(actor, ReviewRecord.released(claim, after));
    return after;
  }

  /** Notes that the actor has opened an item; nothing else changes. */
  @Transactional
  public Recommendation recordView(Actor actor, UUID id) {
    claims.view(id, actor.id(), clock.instant());
    Recommendation item = recommendations.find(id);
    if (item == null) {
      throw new RefusedByDesk(new Refusal.NotFound(ReviewRules.ID));
    }
    return item;
  }

  private Recommendation recorded(Actor actor, ClaimStatements.Claimed claimed) {
    Recommendation after = Objects.requireNonNull(recommendations.find(claimed.id()));
    audit.record(actor, ReviewRecord.claimed(claimed.previous(), after));
    return after;
  }
}
