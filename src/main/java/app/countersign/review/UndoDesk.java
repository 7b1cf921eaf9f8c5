package app.countersign.review;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditTrail;
import app.countersign.delivery.Outbox;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.recommendation.RecommendationStatus;
import app.countersign.recommendation.Refusal;
import app.countersign.recommendation.RefusedByDesk;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the decision in force back, with everything it had closed, opened and queued. */
@Singleton
public class UndoDesk {
  private final ReviewStatements statements;
  private final DecisionRepository decisions;
  private final FlagRepository flags;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final Clock clock;

  UndoDesk(
      ReviewStatements statements,
      DecisionRepository decisions,
      FlagRepository flags,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Outbox outbox,
      Clock clock) {
    this.statements = statements;
    this.decisions = decisions;
    this.flags = flags;
    this.recommendations = recommendations;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Takes the decision in force back: by the one who took it or a senior operator, while its window
   * is open and its delivery has not gone out.
   *
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Recommendation undo(Actor actor, UUID id, @Nullable Integer expectedVersion) {
    Instant now = clock.instant();
    Recommendation before = statements.lock(id);
    Refusal refusal = ReviewRules.undoRefusal(before, actor, expectedVersion, now);
    if (before == null || refusal != null) {
      throw new RefusedByDesk(refusal == null ? new Refusal.NotFound(ReviewRules.ID) : refusal);
    }
    Decision undone = Objects.requireNonNull(before.decision());
    if (undone.kind() == DecisionKind.APPROVE && !outbox.cancel(undone.id())) {
      throw new RefusedByDesk(new Refusal.UndoExpired(before.version(), before.status()));
    }
    decisions.undo(undone.id(), actor, now);
    flags.reopen(undone.id());
    flags.withdraw(undone.id(), now);
    restore(before, undone, now);
    Recommendation after = Objects.requireNonNull(recommendations.find(id));
    audit.record(
        actor,
        ReviewRecord.moved(
            AuditAction.UNDO, before, after, Map.of("undoneDecisionId", undone.id())));
    return after;
  }

  /** The flags of an earlier flagging may have been resolved since: then nothing is in doubt. */
  private void restore(Recommendation before, Decision undone, Instant now) {
    boolean isFlagged =
        undone.previousStatus() == RecommendationStatus.FLAGGED && flags.hasOpen(before.id());
    boolean isMoved =
        isFlagged
            ? statements.move(
                before, RecommendationStatus.FLAGGED, undone.previousDecisionId(), now)
            : statements.move(before, RecommendationStatus.PENDING, null, now);
    if (!isMoved) {
      throw new IllegalStateException("a locked recommendation moved: " + before.id());
    }
  }
}
