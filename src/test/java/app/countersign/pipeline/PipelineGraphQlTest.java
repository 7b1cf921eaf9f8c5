package app.countersign.pipeline;

import static app.countersign.pipeline.PipelineFixture.ALL;
import static app.countersign.pipeline.PipelineFixture.CARD_HEAVY;
import static app.countersign.pipeline.PipelineFixture.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PipelineTest
@Property(name = "countersign.database.name", value = "pipeline_graphql")
class PipelineGraphQlTest {
  private static final String GENERATE =
      """
      mutation ($input: GenerateRecommendationsInput!) {
        generateRecommendations(input: $input) {
          job { id kind status totalCount }
          recommendations {
            id title status personaPrimary
            user { id }
            guardrails { passed }
            trace {
              window asOf
              steps { name completedAt durationMillis }
              contentCandidates { contentId score isChosen reasons parts { name value weight } }
              personaMatches { persona matched }
            }
          }
          userErrors { code message path }
        }
      }
      """;

  @Inject PipelineFixture pipeline;
  @Inject GraphQlClient server;

  private JsonNode generate(String token, Map<String, ?> input) {
    return server.ask(token, GENERATE, input);
  }

  private static JsonNode payload(JsonNode answer) {
    assertThat(answer.path("errors")).as(answer.toString()).isEmpty();
    return answer.at("/data/generateRecommendations");
  }

  private static Map<String, Object> one(String userId) {
    return Map.of("users", Map.of("userId", userId));
  }

  private List<Integer> everything() {
    return Stream.of("recommendation", "decision_trace", "persona_assignment", "job", "audit_entry")
        .map(table -> pipeline.count("SELECT count(*) AS n FROM " + table))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({",UNAUTHENTICATED", "analyst,FORBIDDEN", "operator,FORBIDDEN"})
  void whoMayNotRunThePipelineChangesNothing(String token, String code) {
    String userId = pipeline.user(CARD_HEAVY, ALL);
    List<Integer> before = everything();

    JsonNode answer = generate(token == null ? "" : token, one(userId));

    assertThat(GraphQlClient.errors(answer)).containsExactly(code);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aSeniorGetsTheNewRecommendationsOfOneUserAtOnce() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    JsonNode made = payload(generate("senior_operator", one(userId)));

    assertThat(made.path("userErrors")).isEmpty();
    assertThat(made.path("job").isNull()).isTrue();
    assertThat(made.path("recommendations").size()).isBetween(4, 8);
    for (JsonNode one : made.path("recommendations")) {
      assertThat(one.at("/status").asText()).isEqualTo("PENDING");
      assertThat(one.at("/user/id").asText()).isEqualTo(userId);
      assertThat(one.at("/trace/window").asText()).isEqualTo("DAYS_180");
      assertThat(one.at("/trace/asOf").asText()).isEqualTo("2026-06-30");
      assertThat(one.at("/trace/steps").findValuesAsText("name"))
          .containsExactly(
              "SIGNALS_DETECTED",
              "PERSONA_ASSIGNED",
              "CONTENT_MATCHED",
              "RATIONALE_GENERATED",
              "GUARDRAILS_CHECKED");
      assertThat(one.at("/trace/contentCandidates").size()).isGreaterThan(5);
    }
    assertThat(payload(generate("senior_operator", one(userId))).path("recommendations")).isEmpty();
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAgain() {
    Map<String, Object> input = new HashMap<>(one(pipeline.user(CARD_HEAVY, ALL)));
    input.put("idempotencyKey", "key-1");

    JsonNode first = payload(generate("senior_operator", input));
    List<Integer> before = everything();
    JsonNode again = payload(generate("senior_operator", input));

    assertThat(again).isEqualTo(first);
    assertThat(first.path("recommendations")).isNotEmpty();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void theOtherWindowAndAnEarlierDayCanBeAskedFor() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    JsonNode made =
        payload(
            generate(
                "senior_operator",
                Map.of(
                    "users", Map.of("userId", userId),
                    "window", "DAYS_30",
                    "asOf", "2026-06-01")));

    assertThat(made.at("/recommendations/0/trace/window").asText()).isEqualTo("DAYS_30");
    assertThat(made.at("/recommendations/0/trace/asOf").asText()).isEqualTo("2026-06-01");
  }

  private void assertRefused(Map<String, ?> input, String code, String... path) {
    List<Integer> before = everything();

    JsonNode refused = payload(generate("senior_operator", input));

    assertThat(refused.path("recommendations")).isEmpty();
    assertThat(refused.path("job").isNull()).isTrue();
    assertThat(refused.path("userErrors")).hasSize(1);
    assertThat(refused.at("/userErrors/0/code").asText()).isEqualTo(code);
    assertThat(refused.at("/userErrors/0/path")).extracting(JsonNode::asText).containsExactly(path);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatCannotBeDoneIsRefusedWithItsPlace() {
    String unwilling = pipeline.user(CARD_HEAVY, Set.of());
    List<String> tooMany =
        IntStream.rangeClosed(0, 10_000).mapToObj(number -> "u" + number).toList();

    assertRefused(one("nobody"), "NOT_FOUND", "input", "users", "userId");
    assertRefused(one(unwilling), "CONSENT_MISSING", "input", "users", "userId");
    assertRefused(
        Map.of("users", Map.of("userIds", List.of())),
        "INVALID_INPUT",
        "input",
        "users",
        "userIds");
    assertRefused(
        Map.of("users", Map.of("userIds", tooMany)), "INVALID_INPUT", "input", "users", "userIds");
    assertRefused(Map.of("users", Map.of("all", false)), "INVALID_INPUT", "input", "users", "all");
    assertRefused(
        Map.of("users", Map.of("userId", "nobody"), "asOf", "2026-07-01"),
        "INVALID_INPUT",
        "input",
        "asOf");
  }

  @Test
  void twoSelectionsAtOnceAreNoRequest() {
    JsonNode answer =
        generate("senior_operator", Map.of("users", Map.of("userId", "a", "all", true)));

    assertThat(GraphQlClient.errors(answer)).hasSize(1);
    assertThat(answer.path("data").path("generateRecommendations").isObject()).isFalse();
  }

  @Test
  void aUserWithoutSignalsIsSaidSoAndThePersonaStaysOnRecord() {
    String userId = pipeline.user(SILENT, ALL);

    JsonNode answer = payload(generate("senior_operator", one(userId)));

    assertThat(answer.path("recommendations")).isEmpty();
    assertThat(answer.at("/userErrors/0/code").asText()).isEqualTo("INVALID_INPUT");
    assertThat(answer.at("/userErrors/0/message").asText()).isEqualTo(RunOutcome.NoSignals.MESSAGE);
    assertThat(pipeline.counts(userId)).isEqualTo(List.of(0, 1, 0));
  }

  @Test
  void aListStartsAJobInWhichEachUserCountsOnce() {
    String userId = pipeline.user(CARD_HEAVY, ALL);

    JsonNode started =
        payload(
            generate(
                "senior_operator",
                Map.of("users", Map.of("userIds", List.of(userId, userId, "nobody")))));

    assertThat(started.at("/job/kind").asText()).isEqualTo("GENERATE_RECOMMENDATIONS");
    assertThat(started.at("/job/status").asText()).isEqualTo("QUEUED");
    assertThat(started.at("/job/totalCount").asInt()).isEqualTo(2);
    assertThat(started.path("recommendations")).isEmpty();
    assertThat(pipeline.counts(userId)).containsOnly(0);
  }
}
