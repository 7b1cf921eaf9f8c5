package app.countersign.review;

import app.countersign.audit.AuditTrail;
import app.countersign.delivery.Outbox;
import app.countersign.flag.Flag;
import app.countersign.flag.FlagRepository;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.recommendation.DecisionKind;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where single recommendations are decided. Each decision is one guarded statement with its
 * history, flags, audit entry and delivery in one transaction; every refusal is a {@link
 * RefusedByDesk} and changes nothing.
 */
@Singleton
public class ReviewDesk {
  private final ReviewStatements statements;
  private final DecisionRepository decisions;
  private final FlagRepository flags;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Outbox outbox;
  private final ReviewSettings settings;
  private final Clock clock;

  ReviewDesk(
      ReviewStatements statements,
      DecisionRepository decisions,
      FlagRepository flags,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Outbox outbox,
      ReviewSettings settings,
      Clock clock) {
    this.statements = statements;
    this.decisions = decisions;
    this.flags = flags;
    this.recommendations = recommendations;
    this.audit = audit;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /** A flag that was raised, and the recommendation as it stands after. */
  public record Flagged(Flag flag, Recommendation recommendation) {}

  /**
   * Approves and queues the delivery for the end of the undo window.
   *
   * @param notes at most 5,000 characters; blank is none
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Recommendation approve(
      Actor actor, UUID id, @Nullable String notes, @Nullable Integer expectedVersion) {
    String trimmed = notes(notes);
    Verdict verdict =
        new Verdict(DecisionKind.APPROVE, RecommendationStatus.APPROVED, ReviewAction.APPROVE);
    Recommendation approved = decide(actor, id, verdict, trimmed, expectedVersion, clock.instant());
    outbox.enqueue(List.of(ReviewRecord.message(approved)));
    return approved;
  }

  /**
   * Rejects for a reason of 10 to 2,000 characters.
   *
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Recommendation reject(
      Actor actor, UUID id, String reason, @Nullable Integer expectedVersion) {
    Verdict verdict =
        new Verdict(DecisionKind.REJECT, RecommendationStatus.REJECTED, ReviewAction.REJECT);
    return decide(actor, id, verdict, reason(reason), expectedVersion, clock.instant());
  }

  /**
   * Raises a flag for a reason of 10 to 2,000 characters.
   *
   * @param expectedVersion what the caller has read; null for whatever it is
   */
  @Transactional
  public Flagged flag(Actor actor, UUID id, String reason, @Nullable Integer expectedVersion) {
    String trimmed = reason(reason);
    Instant now = clock.instant();
    Verdict verdict =
        new Verdict(DecisionKind.FLAG, RecommendationStatus.FLAGGED, ReviewAction.FLAG);
    Recommendation flagged = decide(actor, id, verdict, trimmed, expectedVersion, now);
    UUID decisionId = Objects.requireNonNull(flagged.decision()).id();
    Flag flag =
        new Flag(
            Ids.next(),
            id,
            decisionId,
            trimmed,
            actor.id(),
            actor.name(),
            now,
            null,
            null,
            null,
            null,
            null,
            null);
    flags.insert(flag);
    return new Flagged(flag, flagged);
  }

  /** Notes as they are kept: trimmed, and null when blank. */
  static @Nullable String notes(@Nullable String notes) {
    String trimmed = notes == null ? "" : TextRule.trim(notes);
    require(TextRule.NOTES, "notes", trimmed);
    return trimmed.isEmpty() ? null : trimmed;
  }

  private static String reason(String reason) {
    String trimmed = TextRule.trim(reason);
    require(TextRule.REASON, "reason", trimmed);
    return trimmed;
  }

  private static void require(TextRule rule, String field, String trimmed) {
    String fault = rule.fault(trimmed);
    if (fault != null) {
      throw new RefusedByDesk(Refusal.InvalidInput.of(field, fault));
    }
  }

  private record Verdict(DecisionKind kind, RecommendationStatus status, ReviewAction action) {}

  private Recommendation decide(
      Actor actor,
      UUID id,
      Verdict verdict,
      @Nullable String notes,
      @Nullable Integer expectedVersion,
      Instant now) {
    UUID decisionId = Ids.next();
    DecidedItem before = guarded(actor, id, verdict, decisionId, expectedVersion, now);
    if (before == null) {
      Refusal refusal =
          ReviewRules.refusal(verdict.action(), statements.lock(id), actor, expectedVersion, now);
      if (refusal != null) {
        throw new RefusedByDesk(refusal);
      }
      // What stood in the way went away before the lock was held; now nothing can come between.
      before =
          Objects.requireNonNull(guarded(actor, id, verdict, decisionId, expectedVersion, now));
    }
    decisions.insertAll(List.of(decision(actor, before, verdict.kind(), decisionId, notes, now)));
    if (before.previousStatus() == RecommendationStatus.FLAGGED
        && verdict.kind() != DecisionKind.FLAG) {
      flags.resolveByDecision(Map.of(id, decisionId), actor, now);
    }
    Recommendation after = Objects.requireNonNull(recommendations.find(id));
    audit.record(actor, ReviewRecord.decided(after));
    return after;
  }

  private @Nullable DecidedItem guarded(
      Actor actor,
      UUID id,
      Verdict verdict,
      UUID decisionId,
      @Nullable Integer expectedVersion,
      Instant now) {
    return statements.decide(
        id,
        verdict.status(),
        decisionId,
        actor.id(),
        expectedVersion,
        verdict.kind() == DecisionKind.APPROVE,
        now);
  }

  private NewDecision decision(
      Actor actor,
      DecidedItem before,
      DecisionKind kind,
      UUID decisionId,
      @Nullable String notes,
      Instant now) {
    return new NewDecision(
        decisionId,
        before.id(),
        before.previousDecisionId(),
        kind,
        before.previousStatus(),
        actor.id(),
        actor.name(),
        now,
        notes,
        now.plus(settings.undoWindow()),
        NewDecision.ownClaimStart(before.previousClaim(), actor),
        before.pendingSince(),
        null);
  }
}
