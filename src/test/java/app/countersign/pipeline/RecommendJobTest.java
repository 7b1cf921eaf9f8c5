package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.ledger.ConsentKind;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pipeline over many users, by the schedule. */
@PipelineTest
@Property(name = "countersign.database.name", value = "pipeline_job")
@Property(name = "countersign.schedule.enabled", value = "true")
@Property(name = "countersign.schedule.polling-interval", value = "PT0.1S")
class RecommendJobTest {
  private static final String START =
      """
      mutation ($input: GenerateRecommendationsInput!) {
        generateRecommendations(input: $input) { job { id totalCount } userErrors { code } }
      }
      """;
  private static final String JOB =
      """
      query ($input: ID!) {
        job(id: $input) {
          status totalCount doneCount failedCount ratePerSecond
          failures(first: 100) { nodes { userId message } }
        }
      }
      """;

  @Inject PipelineFixture pipeline;
  @Inject GraphQlClient server;

  @Test
  void aJobDoesEveryUserOnceAndNamesWhomItCouldNotDo() throws InterruptedException {
    List<String> users = new ArrayList<>(pipeline.users(110));
    String unwilling = pipeline.user(0, Set.of(ConsentKind.DATA_ANALYSIS));
    users.add(unwilling);
    users.add("nobody");

    JsonNode job = finished(start(Map.of("userIds", users)));

    // Four of the generated users have no signals at all.
    assertThat(job.path("totalCount").asInt()).isEqualTo(112);
    assertThat(job.path("doneCount").asInt() + job.path("failedCount").asInt()).isEqualTo(112);
    assertThat(job.at("/failures/nodes"))
        .hasSize(job.path("failedCount").asInt())
        .extracting(failure -> failure.path("message").asText())
        .contains(
            "There is no such user.",
            "The user has not consented to data analysis and recommendations.",
            RunOutcome.NoSignals.MESSAGE);
    assertThat(job.path("failedCount").asInt()).isEqualTo(6);
    assertThat(job.path("ratePerSecond").asDouble()).isPositive();
    int made = pipeline.count("SELECT count(*) AS n FROM recommendation");
    assertThat(made).isGreaterThan(500);
    assertThat(pipeline.count("SELECT count(*) AS n FROM decision_trace")).isEqualTo(made);
    System.out.printf("the job did %s users a second%n", job.path("ratePerSecond"));

    JsonNode all = finished(start(Map.of("all", true)));

    assertThat(all.path("totalCount").asInt()).isEqualTo(110);
    assertThat(pipeline.count("SELECT count(*) AS n FROM recommendation")).isEqualTo(made);
  }

  private String start(Map<String, ?> users) {
    JsonNode answer = server.ask("senior_operator", START, Map.of("users", users));
    assertThat(answer.at("/data/generateRecommendations/userErrors"))
        .as(answer.toString())
        .isEmpty();
    return answer.at("/data/generateRecommendations/job/id").asText();
  }

  private JsonNode finished(String id) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (Instant.now().isBefore(end)) {
      JsonNode job = server.askFor("analyst", JOB, id).at("/data/job");
      if (job.path("status").asText().equals("SUCCEEDED")) {
        return job;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the job did not end");
  }
}
