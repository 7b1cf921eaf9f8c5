package app.countersign.persona;

import app.countersign.audit.AuditTrail;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.signal.SignalReading;
import app.countersign.signal.SignalRun;
import app.countersign.signal.SignalRuns;
import app.countersign.signal.SignalWindow;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assigns personas: consent, signals, rules, assignment and transition in the caller's transaction,
 * by the same number of statements however many users.
 *
 * <p>A user's row is locked from the start to the end of the transaction, so that assignments of
 * one user follow each other, each seeing the one before: a change of persona is found once. Every
 * call of {@link #assign} adds an assignment to the history. One that is as of an earlier day than
 * another takes its place in the history and makes no transition.
 */
@Singleton
public class PersonaAssigner {
  private final Users users;
  private final Consents consents;
  private final SignalRuns signals;
  private final PersonaAssignmentRepository assignments;
  private final PersonaTransitionRepository transitions;
  private final AuditTrail audit;
  private final Clock clock;

  PersonaAssigner(
      Users users,
      Consents consents,
      SignalRuns signals,
      PersonaAssignmentRepository assignments,
      PersonaTransitionRepository transitions,
      AuditTrail audit,
      Clock clock) {
    this.users = users;
    this.consents = consents;
    this.signals = signals;
    this.assignments = assignments;
    this.transitions = transitions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The day that a caller means: the one asked for, else today in UTC.
   *
   * @throws RefusedException with INVALID_INPUT for a day that has not come
   */
  public LocalDate day(@Nullable LocalDate asked) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (asked != null && asked.isAfter(today)) {
      throw RefusedException.of(
          UserErrorCode.INVALID_INPUT,
          "The day may not be after today, %s in UTC.".formatted(today),
          "input",
          "asOf");
    }
    return asked == null ? today : asked;
  }

  /**
   * Computes signals and assigns personas anew.
   *
   * @return an outcome for every id given
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<String, PersonaOutcome> assign(
      Actor actor, Collection<String> userIds, Set<SignalWindow> windows, LocalDate asOf) {
    Map<String, PersonaOutcome> outcomes = new LinkedHashMap<>();
    List<String> allowed = allowed(userIds, outcomes);
    assignAllowed(actor, allowed, windows, asOf)
        .forEach((userId, findings) -> outcomes.put(userId, new PersonaOutcome.Assigned(findings)));
    return outcomes;
  }

  /**
   * The personas as of a day: the latest assignments as of that very day where there are, with the
   * signals they rest on, and new ones for the others. What depends on an assignment is so done
   * once for a day, until {@link #assign} makes another. Data that came in on the same day after
   * the assignment is not looked at.
   *
   * @return an outcome for every id given
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Map<String, PersonaOutcome> current(
      Actor actor, Collection<String> userIds, SignalWindow window, LocalDate asOf) {
    Map<String, PersonaOutcome> outcomes = new LinkedHashMap<>();
    List<String> allowed = allowed(userIds, outcomes);
    if (allowed.isEmpty()) {
      return outcomes;
    }
    Map<String, PersonaFinding> earlier = found(allowed, window, asOf);
    earlier.forEach(
        (userId, finding) ->
            outcomes.put(userId, new PersonaOutcome.Assigned(Map.of(window, finding))));
    List<String> others = allowed.stream().filter(userId -> !earlier.containsKey(userId)).toList();
    assignAllowed(actor, others, Set.of(window), asOf)
        .forEach((userId, findings) -> outcomes.put(userId, new PersonaOutcome.Assigned(findings)));
    return outcomes;
  }

  /** Locks the users and puts down who is refused; answers the others. */
  private List<String> allowed(Collection<String> userIds, Map<String, PersonaOutcome> outcomes) {
    List<String> known = users.lock(userIds);
    userIds.forEach(
        userId ->
            outcomes.put(userId, new PersonaOutcome.Refused(PersonaOutcome.Refusal.UNKNOWN_USER)));
    Map<String, Set<ConsentKind>> granted = known.isEmpty() ? Map.of() : consents.granted(known);
    known.forEach(
        userId ->
            outcomes.put(
                userId, new PersonaOutcome.Refused(PersonaOutcome.Refusal.CONSENT_MISSING)));
    return known.stream()
        .filter(
            userId -> granted.getOrDefault(userId, Set.of()).contains(ConsentKind.DATA_ANALYSIS))
        .toList();
  }

  private Map<String, PersonaFinding> found(
      List<String> userIds, SignalWindow window, LocalDate asOf) {
    Map<String, PersonaAssignment> found = assignments.latestOfDay(userIds, window, asOf);
    if (found.isEmpty()) {
      return Map.of();
    }
    List<UUID> ids = found.values().stream().map(PersonaAssignment::id).toList();
    Map<UUID, PersonaTransition> changes = transitions.into(found.keySet(), ids);
    Map<UUID, SignalRun> runs =
        signals.byIds(
            found.values().stream()
                .map(PersonaAssignment::signalRunId)
                .filter(Objects::nonNull)
                .toList());
    Map<String, PersonaFinding> findings = new LinkedHashMap<>();
    found.forEach(
        (userId, assignment) ->
            findings.put(
                userId,
                new PersonaFinding(
                    assignment, reading(assignment, runs), changes.get(assignment.id()), false)));
    return findings;
  }

  private static SignalReading reading(PersonaAssignment assignment, Map<UUID, SignalRun> runs) {
    UUID id = assignment.signalRunId();
    SignalRun run = id == null ? null : runs.get(id);
    return run == null ? SignalReading.none(assignment.assignedAt()) : SignalReading.of(run);
  }

  private Map<String, Map<SignalWindow, PersonaFinding>> assignAllowed(
      Actor actor, List<String> userIds, Set<SignalWindow> windows, LocalDate asOf) {
    if (userIds.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<SignalWindow, SignalReading>> readings =
        signals.compute(userIds, windows, asOf);
    Map<UserWindow, List<AssignedPersona>> histories = assignments.histories(userIds, windows);
    NewAssignments made = new NewAssignments();
    Map<String, Map<SignalWindow, PersonaFinding>> findings = new LinkedHashMap<>();
    readings.forEach(
        (userId, byWindow) -> {
          Map<SignalWindow, PersonaFinding> ofUser = new EnumMap<>(SignalWindow.class);
          byWindow.forEach(
              (window, reading) -> {
                UserWindow place = new UserWindow(userId, window);
                List<AssignedPersona> history = histories.getOrDefault(place, List.of());
                ofUser.put(window, made.add(find(place, reading, asOf, history), history));
              });
          findings.put(userId, ofUser);
        });
    assignments.insertAll(made.assignments());
    transitions.insertAll(made.transitions());
    audit.recordAll(actor, made.events());
    return findings;
  }

  private PersonaFinding find(
      UserWindow place, SignalReading reading, LocalDate asOf, List<AssignedPersona> history) {
    PersonaAssessment assessment = PersonaRules.evaluate(reading.signals());
    SignalRun run = reading.run();
    PersonaAssignment assignment =
        new PersonaAssignment(
            Ids.next(),
            place.userId(),
            place.window(),
            run == null ? null : run.id(),
            asOf,
            assessment.primary(),
            assessment.primaryStrength(),
            assessment.secondary(),
            assessment.matches(),
            clock.instant());
    PersonaTransition transition =
        change(history, assignment.inHistory())
            .map(change -> PersonaTransition.of(Ids.next(), place, change, assignment.assignedAt()))
            .orElse(null);
    return new PersonaFinding(assignment, reading, transition, true);
  }

  /** The change that an assignment makes: none unless it is the newest of the history. */
  private static Optional<PersonaChange> change(
      List<AssignedPersona> history, AssignedPersona added) {
    return PersonaRuns.of(Stream.concat(history.stream(), Stream.of(added)).toList())
        .latestChange()
        .filter(change -> change.current().equals(added));
  }
}
