package app.countersign.insight;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Puts customers' insights away, and says when they have to be made again. */
@Singleton
public class Insights {
  private final InsightRepository insights;
  private final InsightStateRepository states;
  private final AuditTrail audit;
  private final Clock clock;

  Insights(
      InsightRepository insights, InsightStateRepository states, AuditTrail audit, Clock clock) {
    this.insights = insights;
    this.states = states;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Has a customer's insights made again soon after the running transaction, for what changes them
   * but is neither a row of the ledger nor a consent: those are noticed without being told.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changed(UUID personId) {
    states.mark(personId);
  }

  /**
   * Puts one of the actor's own insights away until it changes materially.
   *
   * @throws RefusedException with NOT_FOUND for what is not the actor's
   */
  @Transactional(propagation = Propagation.MANDATORY)
  Insight dismiss(Actor actor, UUID id) {
    Insight insight = insights.lock(actor.id(), id);
    if (insight == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such insight.", "input", "insightId");
    }
    if (insight.dismissedAt() != null) {
      return insight;
    }
    insights.dismiss(id, clock.instant());
    audit.record(
        actor,
        AuditEvent.of(
            "Insight",
            id.toString(),
            AuditAction.DISMISS,
            actor.id().toString(),
            Map.of("dismissed", false),
            Map.of("dismissed", true, "kind", insight.kind())));
    return insights.byIds(actor.id(), java.util.List.of(id)).getOrDefault(id, insight);
  }
}
