package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.persona.PersonaKind.SAVINGS_BUILDER;
import static app.countersign.persona.PersonaKind.STUDENT;
import static app.countersign.platform.access.Role.ANALYST;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.persona.PersonaApi.Answer;
import app.countersign.review.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Figures over a small world of which every number is known. */
@PersonaTest
@Property(name = "countersign.database.name", value = "persona_analytics")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonaAnalyticsTest {
  // Set before each method by the test framework, which makes one instance for the class.
  @Inject PersonaApi api;
  @Inject PersonaFixture fixture;
  @Inject TestClock clock;
  private final List<String> users = new ArrayList<>();

  /**
   * Three turn from high utilization to general, 30, 20 and 11 days ago, after 30, 30 and 31 days;
   * one from general to student today; one saves since long ago, seen last 8 days ago.
   */
  @BeforeAll
  void world() {
    clock.set(TestClock.MORNING);
    users.addAll(fixture.users(5, HIGH_UTILIZATION));
    for (int index = 0; index < 3; index++) {
      int daysAgo = List.of(30, 20, 11).get(index);
      int stay = List.of(30, 30, 31).get(index);
      fixture.assign(users.get(index), TODAY.minusDays(daysAgo + stay));
      fixture.live(users.get(index), GENERAL, TODAY.minusDays(daysAgo));
    }
    fixture.live(users.get(2), GENERAL, TODAY.minusDays(6));
    fixture.live(users.get(1), STUDENT, TODAY);
    fixture.live(users.get(3), SAVINGS_BUILDER, TODAY.minusDays(8));
    fixture.live(users.get(4), SAVINGS_BUILDER, TODAY.minusDays(7));
  }

  @BeforeEach
  void morning() {
    clock.set(TestClock.MORNING);
  }

  @Test
  void theDistributionCountsLatestPersonasOfThePeriod() {
    assertThat(shares("personaDistribution")).containsExactly("STUDENT 1 50.0", "GENERAL 1 50.0");
    assertThat(shares("personaDistribution(days: 8)"))
        .containsExactly("STUDENT 1 33.3", "SAVINGS_BUILDER 1 33.3", "GENERAL 1 33.3");
    assertThat(shares("personaDistribution(days: 366)"))
        .containsExactly("STUDENT 1 20.0", "SAVINGS_BUILDER 2 40.0", "GENERAL 2 40.0");
    assertThat(shares("personaDistribution(days: 1, asOf: \"2026-02-19\")"))
        .containsExactly("GENERAL 1 100.0");
    assertThat(shares("personaDistribution(window: DAYS_30)")).isEmpty();
  }

  @Test
  void theDistributionNamesEveryPersonaAlsoWhereNobodyHasIt() {
    Answer answer =
        api.ask(ANALYST, "{ personaDistribution(window: DAYS_30) { userCount sharePct } }");

    assertThat(answer.at("personaDistribution").size()).isEqualTo(7);
    assertThat(answer.at("personaDistribution.6").toString())
        .isEqualTo("{\"userCount\":0,\"sharePct\":\"0.0\"}");
  }

  @Test
  void patternsAreTheMostFrequentChangesOfThePeriod() {
    assertThat(patterns("transitionPatterns"))
        .containsExactly("HIGH_UTILIZATION>GENERAL 2 30.5 true", "GENERAL>STUDENT 1 20.0 false");
    assertThat(patterns("transitionPatterns(days: 31)"))
        .startsWith("HIGH_UTILIZATION>GENERAL 3 30.333333333333332 true");
    assertThat(patterns("transitionPatterns(limit: 1)")).hasSize(1);
    assertThat(patterns("transitionPatterns(days: 1, asOf: \"2026-02-19\")"))
        .containsExactly("HIGH_UTILIZATION>GENERAL 1 31.0 true");
    assertThat(patterns("transitionPatterns(window: DAYS_30)")).isEmpty();
  }

  @Test
  void theRateIsOfTheChangesOfThePeriodAndOfNoneItIsUnknown() {
    assertThat(rate("positiveTransitionRate"))
        .isEqualTo("{\"transitionCount\":3,\"positiveCount\":2,\"ratePct\":\"66.7\"}");
    assertThat(rate("positiveTransitionRate(days: 31)"))
        .isEqualTo("{\"transitionCount\":4,\"positiveCount\":3,\"ratePct\":\"75.0\"}");
    assertThat(rate("positiveTransitionRate(window: DAYS_30)"))
        .isEqualTo("{\"transitionCount\":0,\"positiveCount\":0,\"ratePct\":null}");
  }

  @Test
  void dueIsWhoseLatestAssignmentIsThatOldTheLongestWaitingFirst() {
    assertThat(due("window: DAYS_180")).containsExactly(users.get(0), users.get(3), users.get(4));
    assertThat(due("window: DAYS_180, days: 8")).containsExactly(users.get(0), users.get(3));
    assertThat(due("window: DAYS_180, first: 1")).containsExactly(users.get(0));
    assertThat(due("window: DAYS_180, days: 1, asOf: \"2026-02-20\""))
        .containsExactly(users.get(0), users.get(1), users.get(2));
    assertThat(due("days: 1")).isEmpty();
    assertThat(
            api.ask(ANALYST, "{ usersDueForReview(window: DAYS_180) { totalCount } }")
                .at("usersDueForReview.totalCount")
                .asInt())
        .isEqualTo(3);
  }

  private List<String> shares(String field) {
    return rows(field, "persona userCount sharePct").stream()
        .filter(row -> row.path("userCount").asInt() > 0)
        .map(
            row ->
                "%s %d %s"
                    .formatted(
                        row.path("persona").asText(),
                        row.path("userCount").asInt(),
                        row.path("sharePct").asText()))
        .toList();
  }

  private List<String> patterns(String field) {
    return rows(field, "fromPersona toPersona transitionCount averageDaysInPrevious isPositive")
        .stream()
        .map(
            row ->
                "%s>%s %d %s %s"
                    .formatted(
                        row.path("fromPersona").asText(),
                        row.path("toPersona").asText(),
                        row.path("transitionCount").asInt(),
                        row.path("averageDaysInPrevious").asDouble(),
                        row.path("isPositive").asBoolean()))
        .toList();
  }

  private String rate(String field) {
    return api.ask(
            ANALYST, "{ rate: %s { transitionCount positiveCount ratePct } }".formatted(field))
        .at("rate")
        .toString();
  }

  private List<String> due(String arguments) {
    return api.ask(
            ANALYST, "{ usersDueForReview(%s) { nodes { user { id } } } }".formatted(arguments))
        .at("usersDueForReview.nodes")
        .findValuesAsText("id");
  }

  private List<JsonNode> rows(String field, String selection) {
    Answer answer = api.ask(ANALYST, "{ rows: %s { %s } }".formatted(field, selection));
    assertThat(answer.errors()).isEmpty();
    return answer.at("rows").valueStream().toList();
  }
}
