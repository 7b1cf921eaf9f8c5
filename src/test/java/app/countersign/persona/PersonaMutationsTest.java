package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.NONE;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.platform.access.Role.ANALYST;
import static app.countersign.platform.access.Role.OPERATOR;
import static app.countersign.platform.access.Role.SENIOR_OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaApi.Answer;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Ids;
import app.countersign.review.TestClock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PersonaTest
class PersonaMutationsTest {
  private static final String ASSIGN =
      """
      mutation ($input: AssignPersonaInput!) { assignPersona(input: $input) {
        assignment { id persona window asOf user { id } } transition { id fromPersona toPersona }
        signalRun { id window asOf signals { credit { aggregateUtilizationPct } } }
        userErrors { code path message } } }
      """;
  private static final String BATCH =
      """
      mutation ($input: BatchAssignPersonasInput!) { batchAssignPersonas(input: $input) {
        job { id kind status totalCount doneCount } userErrors { code path message } } }
      """;
  private static final String DETECT =
      """
      mutation ($input: DetectTransitionInput!) { detectTransition(input: $input) {
        transition { id fromPersona toPersona daysInPrevious } userErrors { code path } } }
      """;
  private static final String MARK =
      """
      mutation ($input: MarkCelebrationShownInput!) { markCelebrationShown(input: $input) {
        transition { id celebrationShownAt celebrationMessage } userErrors { code path } } }
      """;

  private final PersonaFixture fixture;
  private final PersonaApi api;
  private final TestClock clock;

  PersonaMutationsTest(PersonaFixture fixture, PersonaApi api, TestClock clock) {
    this.fixture = fixture;
    this.api = api;
    this.clock = clock;
  }

  @BeforeEach
  void morning() {
    clock.set(TestClock.MORNING);
  }

  @ParameterizedTest
  @CsvSource({
    "assignPersona, AssignPersonaInput, userId, OPERATOR",
    "detectTransition, DetectTransitionInput, userId, OPERATOR",
    "batchAssignPersonas, BatchAssignPersonasInput, userIds, OPERATOR",
    "markCelebrationShown, MarkCelebrationShownInput, transitionId, ANALYST"
  })
  void whoMayNotChangesNothing(String mutation, String type, String key, Role tooLow) {
    String userId = fixture.user(HIGH_UTILIZATION);
    String document =
        "mutation ($input: %s!) { %s(input: $input) { userErrors { code } } }"
            .formatted(type, mutation);
    Object value = key.equals("userIds") ? List.of(userId) : userId;
    List<Integer> before = fixture.counts();

    Answer anonymous = api.ask(null, document, input(key, value));
    Answer wrongRole = api.ask(tooLow, document, input(key, value));

    assertThat(anonymous.errors()).containsExactly("UNAUTHENTICATED");
    assertThat(wrongRole.errors()).containsExactly("FORBIDDEN");
    assertThat(fixture.counts()).isEqualTo(before);
  }

  @Test
  void assigningAnswersAssignmentTransitionAndSignals() {
    String userId = fixture.user(HIGH_UTILIZATION);
    api.ask(SENIOR_OPERATOR, ASSIGN, input("userId", userId, "asOf", "2026-03-01"));
    fixture.become(userId, GENERAL, TODAY);

    Answer answer = api.ask(SENIOR_OPERATOR, ASSIGN, input("userId", userId));

    assertThat(answer.refusals("assignPersona")).isEmpty();
    assertThat(answer.at("assignPersona.assignment.persona").asText()).isEqualTo("GENERAL");
    assertThat(answer.at("assignPersona.assignment.window").asText()).isEqualTo("DAYS_180");
    assertThat(answer.at("assignPersona.assignment.asOf").asText()).isEqualTo("2026-03-02");
    assertThat(answer.at("assignPersona.assignment.user.id").asText()).isEqualTo(userId);
    assertThat(answer.at("assignPersona.transition.fromPersona").asText())
        .isEqualTo("HIGH_UTILIZATION");
    assertThat(answer.at("assignPersona.signalRun.signals.credit.aggregateUtilizationPct").asText())
        .isEqualTo("35.00");
  }

  @Test
  void aUserWithoutDataIsAssignedNoneWithoutAnError() {
    String userId = fixture.user(NONE);

    Answer answer = api.ask(SENIOR_OPERATOR, ASSIGN, input("userId", userId, "window", "DAYS_30"));

    assertThat(answer.refusals("assignPersona")).isEmpty();
    assertThat(answer.at("assignPersona.assignment.persona").asText()).isEqualTo("NONE");
    assertThat(answer.at("assignPersona.signalRun").isNull()).isTrue();
  }

  @Test
  void whatCannotBeAssignedIsRefusedAndChangesNothing() {
    String silent = fixture.user(HIGH_UTILIZATION);
    fixture.withdrawConsent(silent);
    List<Integer> before = fixture.counts();

    assertThat(refusals(ASSIGN, "assignPersona", "userId", "nobody"))
        .containsExactly("NOT_FOUND [\"input\",\"userId\"]");
    assertThat(refusals(ASSIGN, "assignPersona", "userId", silent))
        .containsExactly("CONSENT_MISSING [\"input\",\"userId\"]");
    assertThat(refusals(ASSIGN, "assignPersona", "userId", silent, "asOf", TODAY.plusDays(1)))
        .containsExactly("INVALID_INPUT [\"input\",\"asOf\"]");
    assertThat(fixture.counts()).isEqualTo(before);
  }

  @Test
  void aRepeatedKeyAnswersTheFirstAssignmentAgain() {
    String userId = fixture.user(HIGH_UTILIZATION);
    Map<String, Object> keyed = input("userId", userId, "idempotencyKey", "key-" + userId);

    Answer first = api.ask(SENIOR_OPERATOR, ASSIGN, keyed);
    fixture.become(userId, GENERAL, TODAY);
    Answer again = api.ask(SENIOR_OPERATOR, ASSIGN, keyed);
    Answer other =
        api.ask(
            SENIOR_OPERATOR,
            ASSIGN,
            input("userId", userId, "window", "DAYS_30", "idempotencyKey", "key-" + userId));

    assertThat(first.at("assignPersona.assignment.persona").asText()).isEqualTo("HIGH_UTILIZATION");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.refusals("assignPersona"))
        .containsExactly("KEY_REUSED [\"input\",\"idempotencyKey\"]");
    assertThat(fixture.audited(userId)).hasSize(1);
  }

  @Test
  void theSamePairGivesTheSameTransition() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(10));
    PersonaFinding changed = fixture.live(userId, GENERAL, TODAY);
    String id = Objects.requireNonNull(changed.transition()).id().toString();

    Answer detected = api.ask(SENIOR_OPERATOR, DETECT, input("userId", userId));
    Answer again = api.ask(SENIOR_OPERATOR, DETECT, input("userId", userId));
    Answer month = api.ask(SENIOR_OPERATOR, DETECT, input("userId", userId, "window", "DAYS_30"));

    assertThat(detected.at("detectTransition.transition.id").asText()).isEqualTo(id);
    assertThat(again.body()).isEqualTo(detected.body());
    assertThat(month.at("detectTransition.transition").isNull()).isTrue();
    assertThat(refusals(DETECT, "detectTransition", "userId", "nobody"))
        .containsExactly("NOT_FOUND [\"input\",\"userId\"]");
    assertThat(fixture.audited(userId)).filteredOn(entry -> entry.startsWith("TRANS")).hasSize(1);
  }

  @Test
  void theFirstTimeACelebrationIsShownCounts() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(10));
    String id =
        Objects.requireNonNull(fixture.live(userId, GENERAL, TODAY).transition()).id().toString();

    Answer first = api.ask(OPERATOR, MARK, input("transitionId", id));
    clock.advance(Duration.ofHours(1));
    Answer again = api.ask(OPERATOR, MARK, input("transitionId", id));

    assertThat(first.at("markCelebrationShown.transition.celebrationShownAt").asText())
        .isEqualTo("2026-03-02T09:00:00Z");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(fixture.audited(userId)).endsWith("CELEBRATE - -").hasSize(4);
  }

  @Test
  void onlyAChangeForTheBetterIsCelebrated() {
    String userId = fixture.user(GENERAL);
    fixture.live(userId, GENERAL, TODAY.minusDays(10));
    String id =
        Objects.requireNonNull(fixture.live(userId, STUDENT, TODAY).transition()).id().toString();
    List<Integer> before = fixture.counts();

    assertThat(refusals(MARK, "markCelebrationShown", "transitionId", id))
        .containsExactly("ILLEGAL_TRANSITION [\"input\",\"transitionId\"]");
    assertThat(refusals(MARK, "markCelebrationShown", "transitionId", Ids.next()))
        .containsExactly("NOT_FOUND [\"input\",\"transitionId\"]");
    assertThat(refusals(MARK, "markCelebrationShown", "transitionId", "no id"))
        .containsExactly("NOT_FOUND [\"input\",\"transitionId\"]");
    assertThat(fixture.counts()).isEqualTo(before);
  }

  @Test
  void aBatchIsAJobOverDifferentUsers() {
    String one = fixture.user(GENERAL);
    String two = fixture.user(GENERAL);

    Answer answer =
        api.ask(SENIOR_OPERATOR, BATCH, input("userIds", List.of(one, two, one, "nobody")));
    Answer nobody = api.ask(SENIOR_OPERATOR, BATCH, input("userIds", List.of()));

    assertThat(answer.at("batchAssignPersonas.job.kind").asText()).isEqualTo("ASSIGN_PERSONAS");
    assertThat(answer.at("batchAssignPersonas.job.status").asText()).isEqualTo("QUEUED");
    assertThat(answer.at("batchAssignPersonas.job.totalCount").asInt()).isEqualTo(3);
    assertThat(nobody.at("batchAssignPersonas.job.status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void aBatchOfAllIsOfWhoConsented() {
    String silent = fixture.user(GENERAL);
    fixture.withdrawConsent(silent);
    int consenting =
        fixture.count("SELECT count(*) AS n FROM consent WHERE kind = 'DATA_ANALYSIS' AND granted");

    Answer answer = api.ask(SENIOR_OPERATOR, BATCH, input());

    assertThat(answer.at("batchAssignPersonas.job.totalCount").asInt()).isEqualTo(consenting);
  }

  @Test
  void aBatchThatCannotBeIsRefused() {
    List<Integer> before = fixture.counts();

    assertThat(
            refusals(BATCH, "batchAssignPersonas", "userIds", Collections.nCopies(10_001, "user")))
        .containsExactly("INVALID_INPUT [\"input\",\"userIds\"]");
    assertThat(refusals(BATCH, "batchAssignPersonas", "windows", List.of()))
        .containsExactly("INVALID_INPUT [\"input\",\"windows\"]");
    assertThat(refusals(BATCH, "batchAssignPersonas", "asOf", TODAY.plusDays(1)))
        .containsExactly("INVALID_INPUT [\"input\",\"asOf\"]");
    assertThat(fixture.counts()).isEqualTo(before);
    assertThat(api.ask(ANALYST, "{ jobs(first: 1) { totalCount } }").errors()).isEmpty();
  }

  private List<String> refusals(String document, String mutation, Object... input) {
    Answer answer = api.ask(SENIOR_OPERATOR, document, input(input));
    assertThat(answer.errors()).isEmpty();
    return answer.refusals(mutation);
  }

  private static Map<String, Object> input(Object... keysAndValues) {
    Map<String, Object> input = new HashMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      input.put(keysAndValues[index].toString(), keysAndValues[index + 1]);
    }
    return Map.of("input", input);
  }
}
