package app.countersign.persona;

import static app.countersign.persona.PersonaFixture.TODAY;
import static app.countersign.persona.PersonaKind.GENERAL;
import static app.countersign.persona.PersonaKind.HIGH_UTILIZATION;
import static app.countersign.platform.access.Role.ANALYST;
import static app.countersign.platform.access.Role.SENIOR_OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.job.JobKind;
import app.countersign.job.JobWork;
import app.countersign.persona.PersonaApi.Answer;
import app.countersign.platform.access.Actor;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The job on the real schedule, by one server and by two. */
@PersonaTest
@Property(name = "countersign.database.name", value = "persona_jobs")
@Property(name = "countersign.test.job-works", value = "true")
@Property(name = "countersign.schedule.enabled", value = "true")
@Property(name = "countersign.schedule.polling-interval", value = "PT0.05S")
@Property(name = "countersign.schedule.threads", value = "2")
class PersonaJobTest {
  private static final String START =
      """
      mutation ($input: BatchAssignPersonasInput!) { batchAssignPersonas(input: $input) {
        job { id status } userErrors { code } } }
      """;
  private static final String JOB =
      """
      query ($id: ID!) { job(id: $id) { status totalCount doneCount failedCount ratePerSecond
        startedAt finishedAt failures { nodes { userId message } } } }
      """;

  private final PersonaFixture fixture;
  private final PersonaApi api;
  private final Works works;

  PersonaJobTest(PersonaFixture fixture, PersonaApi api, Works works) {
    this.fixture = fixture;
    this.api = api;
    this.works = works;
  }

  /** Notes the users that this server's works were given. */
  @Singleton
  @Requires(property = "countersign.test.job-works")
  static class Works implements BeanCreatedEventListener<JobWork> {
    final List<String> users = new CopyOnWriteArrayList<>();
    final Set<String> broken = ConcurrentHashMap.newKeySet();

    @Override
    public JobWork onCreated(BeanCreatedEvent<JobWork> event) {
      JobWork inner = event.getBean();
      return new JobWork() {
        @Override
        public JobKind kind() {
          return inner.kind();
        }

        @Override
        public Map<String, String> process(String input, Actor actor, List<String> userIds) {
          users.addAll(userIds);
          if (userIds.stream().anyMatch(broken::contains)) {
            throw new IllegalStateException("a bug of the test");
          }
          return inner.process(input, actor, userIds);
        }
      };
    }
  }

  @Test
  void aJobReportsHowFarItIsAndWhoFailed() throws Exception {
    List<String> users = fixture.users(205, GENERAL);
    String silent = users.get(7);
    fixture.withdrawConsent(silent);
    List<String> asked = new java.util.ArrayList<>(users);
    asked.add("nobody");

    Answer finished = finished(start(Map.of("userIds", asked, "asOf", TODAY)));

    assertThat(finished.at("job.status").asText()).isEqualTo("SUCCEEDED");
    assertThat(finished.at("job.totalCount").asInt()).isEqualTo(206);
    assertThat(finished.at("job.doneCount").asInt()).isEqualTo(204);
    assertThat(finished.at("job.failedCount").asInt()).isEqualTo(2);
    assertThat(finished.at("job.failures.nodes").toString())
        .isEqualTo(
            "[{\"userId\":\"nobody\",\"message\":\"There is no such user.\"},{\"userId\":\""
                + silent
                + "\",\"message\":\"The user has not consented to data analysis.\"}]");
    assertThat(finished.at("job.finishedAt").isNull()).isFalse();
    assertThat(assignmentsOf(users)).isEqualTo(408);
  }

  @Test
  void oneUserThatBreaksTheWorkFailsAlone() throws Exception {
    List<String> users = fixture.users(12, HIGH_UTILIZATION);
    works.broken.add(users.get(3));

    Answer finished =
        finished(start(Map.of("userIds", users, "windows", List.of("DAYS_30"), "asOf", TODAY)));

    assertThat(finished.at("job.doneCount").asInt()).isEqualTo(11);
    assertThat(finished.at("job.failures.nodes").toString())
        .isEqualTo(
            "[{\"userId\":\"%s\",\"message\":\"It failed for a reason that is in the server's log.\"}]"
                .formatted(users.get(3)));
    assertThat(assignmentsOf(users)).isEqualTo(11);
  }

  @Test
  void twoServersShareAJobAndDoNothingTwice() throws Exception {
    List<String> users = fixture.users(1_600, HIGH_UTILIZATION);
    try (ApplicationContext context = secondServer()) {
      Works others = context.getBean(Works.class);
      works.users.clear();

      Answer finished = finished(start(Map.of("userIds", users, "asOf", TODAY)));

      assertThat(finished.at("job.doneCount").asInt()).isEqualTo(1_600);
      assertThat(works.users).isNotEmpty();
      assertThat(others.users).isNotEmpty();
      assertThat(works.users.size() + others.users.size()).isEqualTo(1_600);
      assertThat(works.users).doesNotContainAnyElementsOf(others.users);
      assertThat(assignmentsOf(users)).isEqualTo(3_200);
    }
  }

  private static ApplicationContext secondServer() {
    EmbeddedServer server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.ofEntries(
                Map.entry("countersign.test.clock", "stands"),
                Map.entry("countersign.test.personas", "true"),
                Map.entry("countersign.test.job-works", "true"),
                Map.entry("countersign.database.name", "persona_jobs"),
                Map.entry("countersign.graphql.strict", "false"),
                Map.entry("countersign.graphql.is-strict", "false"),
                Map.entry("countersign.schedule.enabled", "true"),
                Map.entry("countersign.schedule.polling-interval", "PT0.05S"),
                Map.entry("countersign.schedule.threads", "2")),
            Environment.TEST);
    return server.getApplicationContext();
  }

  private String start(Map<String, Object> input) {
    Answer answer = api.ask(SENIOR_OPERATOR, START, Map.of("input", input));
    assertThat(answer.refusals("batchAssignPersonas")).isEmpty();
    return answer.at("batchAssignPersonas.job.id").asText();
  }

  private Answer finished(String jobId) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      Answer answer = api.ask(ANALYST, JOB, Map.of("id", jobId));
      if (!List.of("QUEUED", "RUNNING").contains(answer.at("job.status").asText())) {
        return answer;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the job did not finish in a minute");
  }

  private int assignmentsOf(List<String> users) {
    return fixture.count(
        "SELECT count(*) AS n FROM persona_assignment WHERE user_id = ANY(?)", users);
  }
}
