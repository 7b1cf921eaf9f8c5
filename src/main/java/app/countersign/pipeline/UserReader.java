package app.countersign.pipeline;

import app.countersign.ledger.AccountOverview;
import app.countersign.ledger.AccountOverviews;
import app.countersign.ledger.ConsentKind;
import app.countersign.ledger.Consents;
import app.countersign.ledger.Users;
import app.countersign.persona.PersonaAssessment;
import app.countersign.persona.PersonaAssigner;
import app.countersign.persona.PersonaAssignment;
import app.countersign.persona.PersonaFinding;
import app.countersign.persona.PersonaKind;
import app.countersign.persona.PersonaOutcome;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.UserErrorCode;
import app.countersign.recommendation.RecentContent;
import app.countersign.recommendation.RecommendationStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads users for a run, by the same number of statements however many: who may be looked at, their
 * personas as of the day, what they hold and what they have been recommended already.
 */
@Singleton
final class UserReader {
  private static final AccountOverview NO_ACCOUNTS = new AccountOverview("USD", List.of());

  private final Users users;
  private final Consents consents;
  private final PersonaAssigner personas;
  private final AccountOverviews accounts;
  private final RecentContent recent;
  private final PipelineSettings settings;
  private final Clock clock;

  UserReader(
      Users users,
      Consents consents,
      PersonaAssigner personas,
      AccountOverviews accounts,
      RecentContent recent,
      PipelineSettings settings,
      Clock clock) {
    this.users = users;
    this.consents = consents;
    this.personas = personas;
    this.accounts = accounts;
    this.recent = recent;
    this.settings = settings;
    this.clock = clock;
  }

  /** A reading for every id given, in their order. Nothing is computed without consent. */
  Map<String, UserReading> read(Actor actor, Collection<String> userIds, RunScope scope) {
    Map<String, UserReading> readings = new LinkedHashMap<>();
    userIds.forEach(
        userId -> readings.put(userId, refused(UserErrorCode.NOT_FOUND, "There is no such user.")));
    List<String> known = users.lock(userIds);
    Map<String, Set<ConsentKind>> granted = consents.granted(known);
    List<String> consenting =
        known.stream()
            .filter(
                userId ->
                    granted
                        .getOrDefault(userId, Set.of())
                        .containsAll(PipelineInput.REQUIRED_CONSENTS))
            .toList();
    known.forEach(
        userId ->
            readings.put(
                userId,
                refused(
                    UserErrorCode.CONSENT_MISSING,
                    "The user has not consented to data analysis and recommendations.")));
    if (!consenting.isEmpty()) {
      readings.putAll(readConsenting(actor, consenting, granted, scope));
    }
    return readings;
  }

  private Map<String, UserReading> readConsenting(
      Actor actor, List<String> userIds, Map<String, Set<ConsentKind>> granted, RunScope scope) {
    Map<String, UserReading> readings = new HashMap<>();
    Map<String, AccountOverview> overviews = accounts.of(userIds, scope.asOf());
    Map<String, List<RecentContent.Entry>> earlier =
        recent.of(userIds, clock.instant().minus(settings.repeatAfter()));
    personas
        .current(actor, userIds, scope.window(), scope.asOf())
        .forEach(
            (userId, outcome) ->
                readings.put(
                    userId,
                    switch (outcome) {
                      case PersonaOutcome.Refused refused ->
                          refused(refused.refusal().code(), refused.refusal().message());
                      case PersonaOutcome.Assigned assigned ->
                          reading(
                              assigned.in(scope.window()),
                              overviews.getOrDefault(userId, NO_ACCOUNTS),
                              granted.getOrDefault(userId, Set.of()),
                              earlier.getOrDefault(userId, List.of()));
                    }));
    return readings;
  }

  private UserReading reading(
      PersonaFinding finding,
      AccountOverview overview,
      Set<ConsentKind> granted,
      List<RecentContent.Entry> earlier) {
    PersonaAssignment assignment = finding.assignment();
    if (assignment.persona() == PersonaKind.NONE) {
      return new UserReading.Ended(new RunOutcome.NoSignals());
    }
    return new UserReading.Ready(
        finding,
        new PipelineInput(
            finding.signals(),
            finding.signalsReadAt(),
            new PersonaAssessment(
                assignment.persona(),
                assignment.strength(),
                assignment.secondary(),
                assignment.matches()),
            finding.personaAssignedAt(),
            Holdings.of(overview),
            granted,
            earlier.stream().collect(Collectors.toMap(RecentContent.Entry::contentId, this::words)),
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
            Currency.getInstance(overview.currency())));
  }

  private String words(RecentContent.Entry entry) {
    if (entry.status() == RecommendationStatus.PENDING) {
      return "it waits for a decision already";
    }
    if (entry.status() == RecommendationStatus.FLAGGED || entry.decidedAt() == null) {
      return "it is flagged and waits for a second look";
    }
    return "it was %s on %s, and comes again %d days after that at the earliest"
        .formatted(
            entry.status() == RecommendationStatus.APPROVED ? "approved" : "rejected",
            LocalDate.ofInstant(entry.decidedAt(), ZoneOffset.UTC),
            settings.repeatAfter().toDays());
  }

  private static UserReading refused(UserErrorCode code, String message) {
    return new UserReading.Ended(new RunOutcome.Refused(code, message));
  }
}
