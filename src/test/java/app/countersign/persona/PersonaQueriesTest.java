package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.NONE;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.platform.access.Role.ANALYST;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaApi.Answer;
import app.countersign.review.TestClock;
import app.countersign.signal.SignalWindow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PersonaTest
class PersonaQueriesTest {
  private final PersonaFixture fixture;
  private final PersonaApi api;
  private final TestClock clock;

  PersonaQueriesTest(PersonaFixture fixture, PersonaApi api, TestClock clock) {
    this.fixture = fixture;
    this.api = api;
    this.clock = clock;
  }

  @BeforeEach
  void morning() {
    clock.set(TestClock.MORNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "persona(userId: \"x\") { id }",
        "personaTenure(userId: \"x\") { days }",
        "personaHistory(userId: \"x\") { totalCount }",
        "transitions { totalCount }",
        "personaProfiles { kind }",
        "personaDistribution { userCount }",
        "transitionPatterns { transitionCount }",
        "positiveTransitionRate { transitionCount }",
        "usersDueForReview { totalCount }"
      })
  void whoIsNotSignedInReadsNothing(String field) {
    assertThat(api.ask(null, "{ " + field + " }").errors()).containsExactly("UNAUTHENTICATED");
    assertThat(api.ask(ANALYST, "{ " + field + " }").errors()).isEmpty();
  }

  @Test
  void aUserShowsSignalsAndPersonaOfBothWindows() {
    String userId = fixture.user(SAVINGS_BUILDER);
    fixture.become(userId, SAVINGS_BUILDER, TODAY.minusDays(60));
    fixture.assign(List.of(userId), java.util.EnumSet.allOf(SignalWindow.class), TODAY);

    Answer answer =
        api.ask(
            ANALYST,
            """
            query ($id: ID!) { user(id: $id) {
              month: signals(window: DAYS_30) { window asOf durationMillis computedAt
                signals { savings { netSavingsInflow savingsGrowthRatePct totalSavingsBalance }
                  income { numDepositsInWindow } credit { aggregateUtilizationPct } }
                quality { score } }
              halfYear: signals { window asOf signals { savings { netSavingsInflow } } }
              before: signals(asOf: "2026-03-01") { asOf }
              general: persona(window: DAYS_30) { persona strength }
              persona { persona strength window asOf secondary assignedAt user { id }
                matches { persona matched strength score
                  criteria { name comparison threshold observed thresholdValue observedValue met } }
              } } }
            """,
            Map.of("id", userId));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.at("user.month.asOf").asText()).isEqualTo("2026-03-02");
    assertThat(answer.at("user.month.computedAt").asText()).isEqualTo("2026-03-02T09:00:00Z");
    assertThat(answer.at("user.month.durationMillis").asDouble()).isPositive();
    assertThat(answer.at("user.month.signals.savings").toString())
        .isEqualTo(
            "{\"netSavingsInflow\":\"0.00\",\"savingsGrowthRatePct\":\"0.00\","
                + "\"totalSavingsBalance\":\"3000.00\"}");
    assertThat(answer.at("user.month.signals.income").isNull()).isTrue();
    assertThat(answer.at("user.month.signals.credit.aggregateUtilizationPct").asText())
        .isEqualTo("10.00");
    assertThat(answer.at("user.month.quality.score").asText()).isEqualTo("1.00");
    assertThat(answer.at("user.halfYear.signals.savings.netSavingsInflow").asText())
        .isEqualTo("50.00");
    assertThat(answer.at("user.before").isNull()).isTrue();
    assertThat(answer.at("user.general").toString())
        .isEqualTo("{\"persona\":\"GENERAL\",\"strength\":\"DEFAULT\"}");
    assertThat(answer.at("user.persona.persona").asText()).isEqualTo("SAVINGS_BUILDER");
    assertThat(answer.at("user.persona.strength").asText()).isEqualTo("MODERATE");
    assertThat(answer.at("user.persona.user.id").asText()).isEqualTo(userId);
    assertThat(answer.at("user.persona.matches.4.score").asDouble()).isEqualTo(0.7);
    assertThat(answer.at("user.persona.matches.4.criteria.0").toString())
        .isEqualTo(
            "{\"name\":\"savingsGrowthRatePct\",\"comparison\":\"AT_LEAST\",\"threshold\":\"2%\","
                + "\"observed\":\"11.11%\",\"thresholdValue\":\"2.0\",\"observedValue\":\"11.11\","
                + "\"met\":true}");
    assertThat(answer.at("user.persona.matches.0.strength").isNull()).isTrue();
  }

  @Test
  void aHistoryIsReadPageByPageNewestDayFirst() {
    String userId = fixture.user(GENERAL);
    fixture.assign(userId, LocalDate.of(2026, 2, 1));
    fixture.live(userId, HIGH_UTILIZATION, TODAY);
    fixture.live(userId, STUDENT, LocalDate.of(2026, 1, 1));
    String query =
        """
        query ($id: ID!, $after: String) {
          personaHistory(userId: $id, first: 2, after: $after) {
            totalCount nodes { persona asOf } pageInfo { hasNextPage endCursor } }
          persona(userId: $id) { persona asOf }
          user(id: $id) { personaHistory { nodes { persona } totalCount } } }
        """;

    Answer first = api.ask(ANALYST, query, Map.of("id", userId));
    Answer second =
        api.ask(
            ANALYST,
            query,
            Map.of("id", userId, "after", first.at("personaHistory.pageInfo.endCursor").asText()));

    assertThat(first.at("personaHistory.totalCount").asInt()).isEqualTo(3);
    assertThat(first.at("personaHistory.nodes").findValuesAsText("persona"))
        .containsExactly("HIGH_UTILIZATION", "GENERAL");
    assertThat(second.at("personaHistory.nodes").findValuesAsText("persona"))
        .containsExactly("STUDENT");
    assertThat(first.at("persona.asOf").asText()).isEqualTo("2026-03-02");
    assertThat(first.at("user.personaHistory.nodes").findValuesAsText("persona"))
        .containsExactly("HIGH_UTILIZATION", "GENERAL", "STUDENT");
  }

  @Test
  void transitionsAreFilteredByUserWindowAndDirection() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    fixture.live(userId, GENERAL, LocalDate.of(2026, 2, 1));
    fixture.live(userId, STUDENT, TODAY);
    String fields = "{ totalCount nodes { fromPersona toPersona user { id } } }";

    Answer answer =
        api.ask(
            ANALYST,
            """
            query ($id: ID!) {
              all: transitions(userId: $id) FIELDS
              positive: transitions(userId: $id, isPositive: true) FIELDS
              other: transitions(userId: $id, isPositive: false) FIELDS
              month: transitions(userId: $id, window: DAYS_30) FIELDS
              user(id: $id) { transitions(window: DAYS_180) { totalCount
                nodes { isPositive milestone transitionedAt daysInPrevious } } }
              everybodys: transitions(first: 1) { totalCount } }
            """
                .replace("FIELDS", fields),
            Map.of("id", userId));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.at("all.nodes").findValuesAsText("toPersona"))
        .containsExactly("STUDENT", "GENERAL");
    assertThat(answer.at("positive.nodes").findValuesAsText("toPersona"))
        .containsExactly("GENERAL");
    assertThat(answer.at("other.nodes").findValuesAsText("toPersona")).containsExactly("STUDENT");
    assertThat(answer.at("all.nodes.0.user.id").asText()).isEqualTo(userId);
    assertThat(answer.at("month.totalCount").asInt()).isZero();
    assertThat(answer.at("user.transitions.nodes.1").toString())
        .isEqualTo(
            "{\"isPositive\":true,\"milestone\":\"credit_normalized\","
                + "\"transitionedAt\":\"2026-02-02T00:00:00Z\",\"daysInPrevious\":31}");
    assertThat(answer.at("everybodys.totalCount").asInt()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aTenureIsCountedToTheEndOfTheDayAskedFor() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, LocalDate.of(2026, 1, 1));
    fixture.live(userId, GENERAL, LocalDate.of(2026, 2, 1));
    String query =
        """
        query ($id: ID!) {
          now: personaTenure(userId: $id) FIELDS
          then: personaTenure(userId: $id, asOf: "2026-01-31") FIELDS
          never: personaTenure(userId: $id, asOf: "2025-12-31") FIELDS
          user(id: $id) { personaTenure(asOf: "2026-03-02") FIELDS } }
        """
            .replace("FIELDS", "{ persona since days previousPersona lastTransitionAt }");

    Answer answer = api.ask(ANALYST, query, Map.of("id", userId));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.at("now").toString())
        .isEqualTo(
            "{\"persona\":\"GENERAL\",\"since\":\"2026-02-02T00:00:00Z\",\"days\":28,"
                + "\"previousPersona\":\"HIGH_UTILIZATION\","
                + "\"lastTransitionAt\":\"2026-02-02T00:00:00Z\"}");
    assertThat(answer.at("then").toString())
        .isEqualTo(
            "{\"persona\":\"HIGH_UTILIZATION\",\"since\":\"2026-01-02T00:00:00Z\",\"days\":30,"
                + "\"previousPersona\":null,\"lastTransitionAt\":null}");
    assertThat(answer.at("never").isNull()).isTrue();
    assertThat(answer.at("user.personaTenure.days").asInt()).isEqualTo(29);
  }

  @Test
  void whoWasNeverAssignedHasNothing() {
    String userId = fixture.user(GENERAL);

    Answer answer =
        api.ask(
            ANALYST,
            """
            query ($id: ID!) {
              persona(userId: $id) { id } personaTenure(userId: $id) { days }
              personaHistory(userId: $id) { totalCount nodes { id } }
              unknown: persona(userId: "nobody", window: null) { id }
              user(id: $id) { persona { id } personaTenure { days } signals { id }
                transitions { totalCount } } }
            """,
            Map.of("id", userId));

    assertThat(answer.errors()).isEmpty();
    assertThat(answer.at("persona").isNull()).isTrue();
    assertThat(answer.at("personaTenure").isNull()).isTrue();
    assertThat(answer.at("personaHistory").toString()).isEqualTo("{\"totalCount\":0,\"nodes\":[]}");
    assertThat(answer.at("unknown").isNull()).isTrue();
    assertThat(answer.at("user").toString())
        .isEqualTo(
            "{\"persona\":null,\"personaTenure\":null,\"signals\":null,"
                + "\"transitions\":{\"totalCount\":0}}");
  }

  @Test
  void assignmentsAndTransitionsAreNodes() {
    String userId = fixture.user(HIGH_UTILIZATION);
    fixture.live(userId, HIGH_UTILIZATION, TODAY.minusDays(1));
    PersonaFinding finding = fixture.live(userId, NONE, TODAY);
    Map<String, Object> ids =
        Map.of(
            "ids",
            List.of(finding.assignment().id(), Objects.requireNonNull(finding.transition()).id()));

    Answer answer =
        api.ask(
            ANALYST,
            """
            query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
              ... on PersonaTransition { toPersona } ... on PersonaAssignment { persona } } }
            """,
            ids);

    assertThat(answer.at("nodes").findValuesAsText("__typename"))
        .containsExactly("PersonaAssignment", "PersonaTransition");
    assertThat(answer.at("nodes.0.persona").asText()).isEqualTo("NONE");
  }

  @Test
  void theProfilesComeInTheFixedOrder() {
    Answer answer =
        api.ask(ANALYST, "{ personaProfiles { kind displayName description focusAreas topics } }");

    assertThat(answer.at("personaProfiles").findValuesAsText("kind"))
        .containsExactly(
            "HIGH_UTILIZATION",
            "VARIABLE_INCOME_BUDGETER",
            "STUDENT",
            "SUBSCRIPTION_HEAVY",
            "SAVINGS_BUILDER",
            "GENERAL",
            "NONE");
    assertThat(answer.at("personaProfiles.0.topics").size()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "personaDistribution(days: 0) { userCount } | 'days' takes 1 to 366, not 0.",
        "personaDistribution(days: 367) { userCount } | 'days' takes 1 to 366, not 367.",
        "transitionPatterns(limit: 0) { toPersona } | 'limit' takes 1 to 100, not 0.",
        "transitionPatterns(limit: 101) { toPersona } | 'limit' takes 1 to 100, not 101.",
        "positiveTransitionRate(days: -1) { ratePct } | 'days' takes 1 to 366, not -1.",
        "usersDueForReview(days: 0) { totalCount } | 'days' takes 1 to 366, not 0.",
        "usersDueForReview(first: 101) { totalCount } | first must be 0 to 100, not 101.",
        "transitions(first: 101) { totalCount } | first must be 0 to 100, not 101.",
        "personaTenure(userId: \"x\", asOf: \"2026-03-03\") { days } |"
            + " 'asOf' may not be after today, 2026-03-02 in UTC, but is 2026-03-03.",
        "personaDistribution(asOf: \"2026-03-03\") { userCount } |"
            + " 'asOf' may not be after today, 2026-03-02 in UTC, but is 2026-03-03."
      },
      quoteCharacter = '`')
  void anArgumentOutOfRangeIsRefusedByItsName(String field, String message) {
    Answer answer = api.ask(ANALYST, "{ " + field + " }");

    assertThat(answer.errors()).containsExactly("BAD_REQUEST");
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void nestedFieldsTakeTheSameStatementsForManyUsers() {
    List<String> users = fixture.users(12, HIGH_UTILIZATION);
    users.forEach(userId -> fixture.assign(userId, TODAY.minusDays(1)));
    users.forEach(userId -> fixture.live(userId, GENERAL, TODAY));
    String query =
        """
        query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User {
          one: signals(window: DAYS_30) { id } two: signals { id } three: signals { quality { score } }
          persona { user { id } } personaTenure { days }
          personaHistory(first: 2) { nodes { user { id } } totalCount }
          transitions(first: 2) { nodes { user { id } } } } } }
        """;

    List<String> forTwo = api.statements(ANALYST, query, Map.of("ids", users.subList(0, 2)));
    List<String> forAll = api.statements(ANALYST, query, Map.of("ids", users));

    assertThat(forAll).hasSameSizeAs(forTwo);
    assertThat(forAll).filteredOn(sql -> sql.contains("signal_run")).hasSize(2);
    assertThat(forAll).filteredOn(sql -> sql.contains("lag(a.persona)")).hasSize(1);
  }
}
