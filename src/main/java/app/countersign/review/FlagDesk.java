package app.countersign.review;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.flag.Flag;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import app.countersign.recommendation.TextRule;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Resolves flags; the last one resolved returns its recommendation to pending. */
@Singleton
public class FlagDesk {
  private static final Refusal NO_SUCH_FLAG = new Refusal.NotFound("flagId");

  private final ReviewStatements statements;
  private final FlagRepository flags;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Clock clock;

  FlagDesk(
      ReviewStatements statements,
      FlagRepository flags,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Clock clock) {
    this.statements = statements;
    this.flags = flags;
    this.recommendations = recommendations;
    this.audit = audit;
    this.clock = clock;
  }

  /** Resolves an open flag by a finding of 10 to 2,000 characters. */
  @Transactional
  public ReviewDesk.Flagged resolve(Actor actor, UUID flagId, String resolution) {
    String trimmed = TextRule.trim(resolution);
    String fault = TextRule.RESOLUTION.fault(trimmed);
    if (fault != null) {
      throw new RefusedByDesk(Refusal.InvalidInput.of("resolution", fault));
    }
    Flag known = require(flagId);
    Recommendation before = Objects.requireNonNull(statements.lock(known.recommendationId()));
    Instant now = clock.instant();
    Flag resolved = flags.resolve(flagId, trimmed, actor, now);
    if (resolved == null) {
      throw new RefusedByDesk(new Refusal.FlagClosed(require(flagId).withdrawnAt() != null));
    }
    move(before, now);
    Recommendation after = Objects.requireNonNull(recommendations.find(before.id()));
    audit.record(
        actor,
        ReviewRecord.moved(
            AuditAction.RESOLVE_FLAG,
            before,
            after,
            Map.of("flagId", flagId, "resolution", trimmed)));
    return new ReviewDesk.Flagged(resolved, after);
  }

  private void move(Recommendation before, Instant now) {
    Decision inForce = before.decision();
    boolean isMoved =
        flags.hasOpen(before.id())
            ? statements.move(before, before.status(), inForce == null ? null : inForce.id(), now)
            : statements.move(before, RecommendationStatus.PENDING, null, now);
    if (!isMoved) {
      throw new IllegalStateException("a locked recommendation moved: " + before.id());
    }
  }

  private Flag require(UUID flagId) {
    Flag flag = flags.find(flagId);
    if (flag == null) {
      throw new RefusedByDesk(NO_SUCH_FLAG);
    }
    return flag;
  }
}
