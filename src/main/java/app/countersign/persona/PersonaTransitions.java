package app.countersign.persona;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.signal.SignalWindow;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds changes of persona in histories, and keeps what became of their celebration. */
@Singleton
public class PersonaTransitions {
  private final Users users;
  private final PersonaAssignmentRepository assignments;
  private final PersonaTransitionRepository transitions;
  private final AuditTrail audit;
  private final Clock clock;

  PersonaTransitions(
      Users users,
      PersonaAssignmentRepository assignments,
      PersonaTransitionRepository transitions,
      AuditTrail audit,
      Clock clock) {
    this.users = users;
    this.assignments = assignments;
    this.transitions = transitions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The change that led to the newest assignment: the one on record, else one between the last two,
   * which goes on record now. An assignment that was put between two others later does not change
   * what is on record.
   *
   * @return null when the last two agree, or there are not two
   * @throws RefusedException with NOT_FOUND when nobody has this id
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public @Nullable PersonaTransition detect(Actor actor, String userId, SignalWindow window) {
    if (users.lock(List.of(userId)).isEmpty()) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND,
          PersonaOutcome.Refusal.UNKNOWN_USER.message(),
          "input",
          "userId");
    }
    UserWindow place = new UserWindow(userId, window);
    List<AssignedPersona> history =
        assignments.histories(List.of(userId), List.of(window)).getOrDefault(place, List.of());
    PersonaChange change = PersonaRuns.of(history).latestChange().orElse(null);
    if (change == null) {
      return null;
    }
    UUID newest = change.current().id();
    PersonaTransition known = transitions.into(List.of(userId), List.of(newest)).get(newest);
    if (known != null) {
      return known;
    }
    PersonaTransition found = PersonaTransition.of(Ids.next(), place, change, clock.instant());
    transitions.insertAll(List.of(found));
    audit.record(actor, NewAssignments.event(found));
    return found;
  }

  /**
   * Says that a change for the better was shown to the user; the first time counts.
   *
   * @throws RefusedException with NOT_FOUND, or ILLEGAL_TRANSITION for a change that is none for
   *     the better
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public PersonaTransition markCelebrationShown(Actor actor, UUID id) {
    PersonaTransition marked = transitions.markShown(id, clock.instant());
    if (marked == null) {
      return alreadyShown(id);
    }
    audit.record(
        actor,
        AuditEvent.of(
            "User",
            marked.userId(),
            AuditAction.CELEBRATE,
            marked.userId(),
            null,
            Map.of(
                "transitionId",
                id,
                "celebrationShownAt",
                Objects.requireNonNull(marked.celebrationShownAt()))));
    return marked;
  }

  private PersonaTransition alreadyShown(UUID id) {
    PersonaTransition there = transitions.byIds(List.of(id)).get(id);
    if (there == null) {
      throw RefusedException.of(
          UserErrorCode.NOT_FOUND, "There is no such transition.", "input", "transitionId");
    }
    if (!there.isPositive()) {
      throw RefusedException.of(
          UserErrorCode.ILLEGAL_TRANSITION,
          "Only a change for the better is celebrated.",
          "input",
          "transitionId");
    }
    return there;
  }
}
