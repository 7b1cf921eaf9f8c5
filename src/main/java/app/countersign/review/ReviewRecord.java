package app.countersign.review;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.delivery.OutboxMessage;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.DecisionKind;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a review puts on record, and what an approval sends. */
final class ReviewRecord {
  private ReviewRecord() {}

  /** The entry of a decision, from the item as it stands after it. */
  static AuditEvent decided(Recommendation after) {
    Decision decision = Objects.requireNonNull(after.decision());
    Map<String, Object> before = state(decision.previousStatus(), after.version() - 1);
    if (decision.previousDecisionId() != null) {
      before.put("decisionId", decision.previousDecisionId());
    }
    Map<String, Object> now = state(after.status(), after.version());
    now.put("decisionId", decision.id());
    if (decision.notes() != null) {
      now.put(decision.kind() == DecisionKind.APPROVE ? "notes" : "reason", decision.notes());
    }
    AuditAction action =
        switch (decision.kind()) {
          case APPROVE -> AuditAction.APPROVE;
          case REJECT -> AuditAction.REJECT;
          case FLAG -> AuditAction.FLAG;
        };
    return event(after, action, decision.batchId(), before, now);
  }

  /** The entry of anything else that moved an item from one state to another. */
  static AuditEvent moved(
      AuditAction action,
      Recommendation before,
      Recommendation after,
      Map<String, Object> details) {
    Map<String, Object> now = state(after.status(), after.version());
    now.putAll(details);
    return event(after, action, null, state(before.status(), before.version()), now);
  }

  /** The entry of a claim made, renewed or taken over. */
  static AuditEvent claimed(@Nullable Claim before, Recommendation after) {
    return event(
        after,
        AuditAction.CLAIM,
        null,
        before == null ? null : claim(before),
        claim(Objects.requireNonNull(after.claim())));
  }

  /** The entry of a claim given back. */
  static AuditEvent released(Claim before, Recommendation after) {
    return event(after, AuditAction.RELEASE, null, claim(before), null);
  }

  static AuditEvent event(
      Recommendation item,
      AuditAction action,
      @Nullable UUID batchId,
      @Nullable Map<String, Object> before,
      @Nullable Map<String, Object> after) {
    return AuditEvent.ofRecommendation(item.id(), item.userId(), action, batchId, before, after);
  }

  /** What goes out when an approval can no longer be taken back. */
  static OutboxMessage message(Recommendation approved) {
    Decision decision = Objects.requireNonNull(approved.decision());
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("recommendationId", approved.id());
    payload.put("version", approved.version());
    payload.put("userId", approved.userId());
    payload.put("type", approved.type());
    payload.put("title", approved.title());
    payload.put("rationale", approved.rationale());
    payload.put("disclaimer", approved.disclaimer());
    payload.put("content", approved.content());
    payload.put("approvedAt", decision.decidedAt());
    return new OutboxMessage(
        AuditEvent.RECOMMENDATION,
        approved.id(),
        decision.id(),
        approved.userId(),
        payload,
        decision.undoableUntil());
  }

  private static Map<String, Object> state(RecommendationStatus status, int version) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("status", status);
    state.put("version", version);
    return state;
  }

  private static Map<String, Object> claim(Claim claim) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("operatorId", claim.operatorId());
    values.put("claimedAt", claim.claimedAt());
    values.put("expiresAt", claim.expiresAt());
    return values;
  }
}
