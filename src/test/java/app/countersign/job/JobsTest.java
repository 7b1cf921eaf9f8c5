package app.countersign.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Sql;
import app.countersign.review.DeskFixture;
import app.countersign.review.DeskTest;
import app.countersign.review.GraphQlCaller;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@DeskTest
@Property(name = "countersign.database.name", value = "jobs")
class JobsTest {
  private static final Actor ADA =
      new Actor(new UUID(1, 2), "Ada", Role.SENIOR_OPERATOR, Actor.Kind.PERSON, null);
  private static final String SERVER_LOG = "It failed for a reason that is in the server's log.";
  private static final String JOB =
      """
      query ($id: ID!, $first: Int, $after: String) { job(id: $id) { kind status totalCount
        doneCount failedCount ratePerSecond createdByName startedAt finishedAt
        failures(first: $first, after: $after) { totalCount nodes { userId message }
          pageInfo { hasNextPage endCursor } } } }
      """;

  @Inject Jobs jobs;
  @Inject JobRepository repository;
  @Inject TransactionOperations<Connection> transactions;
  @Inject DeskFixture desk;
  @Inject GraphQlCaller graphQl;
  @Inject Sql sql;

  private final List<List<String>> worked = new CopyOnWriteArrayList<>();

  /** What the test's jobs do to users. */
  private interface Work {
    Map<String, String> process(List<String> userIds);
  }

  private ChunkRunner runner(Work work) {
    JobWork doing =
        new JobWork() {
          @Override
          public JobKind kind() {
            return JobKind.ASSIGN_PERSONAS;
          }

          @Override
          public Map<String, String> process(String input, Actor actor, List<String> userIds) {
            worked.add(userIds);
            return work.process(userIds);
          }
        };
    return new ChunkRunner(repository, List.of(doing), transactions, desk.clock());
  }

  private Job start(int users) {
    return transactions.executeWrite(
        status ->
            jobs.start(
                ADA,
                JobKind.ASSIGN_PERSONAS,
                Map.of("windows", List.of()),
                IntStream.range(0, users).mapToObj("u%03d"::formatted).toList()));
  }

  private Job find(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  @Test
  void aJobOverNobodyHasSucceededAtOnce() {
    Instant now = desk.clock().instant();

    Job job = find(start(0));

    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.total()).isZero();
    assertThat(job.startedAt()).isEqualTo(now);
    assertThat(job.finishedAt()).isEqualTo(now);
    assertThat(job.ratePerSecond(now)).isNull();
    assertThat(scheduled(job)).isZero();
    assertThat(
            desk.count(
                "audit_entry WHERE action = 'START_JOB' AND subject_id = ?", job.id().toString()))
        .isEqualTo(1);
  }

  @Test
  void aJobIsCutIntoChunksAndEndsWithTheLast() {
    Job job = start(205);
    Instant begun = desk.clock().instant();
    ChunkRunner server = runner(users -> Map.of());
    assertThat(find(job).status()).isEqualTo(JobStatus.QUEUED);
    assertThat(find(job).ratePerSecond(begun)).isNull();
    assertThat(scheduled(job)).isEqualTo(3);

    server.run(job.id(), 2);
    Job running = find(job);
    desk.clock().advance(Duration.ofSeconds(4));
    server.run(job.id(), 0);
    Job later = find(job);
    server.run(job.id(), 1);
    Job ended = find(job);

    assertThat(worked).extracting(List::size).containsExactly(5, 100, 100);
    assertThat(running.status()).isEqualTo(JobStatus.RUNNING);
    assertThat(running.ratePerSecond(begun)).isNull();
    assertThat(later.done()).isEqualTo(105);
    assertThat(later.startedAt()).isEqualTo(begun);
    assertThat(later.ratePerSecond(begun.plusSeconds(2))).isEqualTo(52.5);
    assertThat(ended.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(ended.finishedAt()).isEqualTo(begun.plusSeconds(4));
    assertThat(ended.ratePerSecond(begun.plusSeconds(1_000))).isEqualTo(51.25);
  }

  @Test
  void aChunkThatFailsAsAWholeIsTriedUserByUser() {
    Job job = start(10);
    ChunkRunner server =
        runner(
            users -> {
              if (users.contains("u003")) {
                throw new IllegalStateException("a bug of the test");
              }
              return users.contains("u007") ? Map.of("u007", "Not today.") : Map.of();
            });

    server.run(job.id(), 0);

    assertThat(worked).hasSize(11);
    assertThat(worked.subList(1, 11)).allMatch(users -> users.size() == 1);
    JsonNode shown = job(job.id(), Map.of());
    assertThat(shown.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(shown.path("doneCount").asInt()).isEqualTo(8);
    assertThat(shown.path("failedCount").asInt()).isEqualTo(2);
    assertThat(shown.at("/failures/nodes").toString())
        .isEqualTo(
            "[{\"userId\":\"u003\",\"message\":\"%s\"},{\"userId\":\"u007\",\"message\":\"Not today.\"}]"
                .formatted(SERVER_LOG));
  }

  @Test
  void aJobThatFailsOnEverybodyHasFailed() {
    Job job = start(150);
    ChunkRunner server =
        runner(users -> users.stream().collect(Collectors.toMap(user -> user, user -> "No.")));

    server.run(job.id(), 0);
    assertThat(find(job).status()).isEqualTo(JobStatus.RUNNING);
    server.run(job.id(), 1);

    JsonNode shown = job(job.id(), Map.of());
    assertThat(shown.path("status").asText()).isEqualTo("FAILED");
    assertThat(shown.path("doneCount").asInt()).isZero();
    assertThat(shown.path("failedCount").asInt()).isEqualTo(150);
    assertThat(shown.path("finishedAt").isNull()).isFalse();
  }

  @Test
  void aUserThatCannotBePreparedFailsAlone() {
    Job job = start(3);
    JobWork doing =
        new JobWork() {
          @Override
          public JobKind kind() {
            return JobKind.ASSIGN_PERSONAS;
          }

          @Override
          public Map<String, String> process(String input, Actor actor, List<String> userIds) {
            return Map.of();
          }

          @Override
          public PreparedWork prepare(String input, Actor actor, List<String> userIds) {
            if (userIds.contains("u001")) {
              throw new IllegalStateException("a bug of the test");
            }
            return some -> process(input, actor, some);
          }
        };

    new ChunkRunner(repository, List.of(doing), transactions, desk.clock()).run(job.id(), 0);

    assertThat(find(job).status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(find(job).done()).isEqualTo(2);
    assertThat(find(job).failed()).isEqualTo(1);
  }

  @Test
  void aChunkThatIsRunAgainCountsOnce() {
    Job job = start(10);
    ChunkRunner server = runner(users -> Map.of());

    server.run(job.id(), 0);
    Job once = find(job);
    server.run(job.id(), 0);
    server.run(job.id(), 1);

    assertThat(worked).hasSize(1);
    assertThat(find(job)).isEqualTo(once);
    assertThat(once.done()).isEqualTo(10);
  }

  @Test
  void aChunkThatAnotherServerFinishesMeanwhileCountsOnceAndIsNotTriedAgain() {
    Job job = start(10);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    ChunkRunner other = runner(users -> Map.of("u001", "Said the other."));
    ChunkRunner server =
        runner(
            users -> {
              if (isFirst.getAndSet(false)) {
                sql.update(
                    "INSERT INTO app_user (id, created_at) VALUES ('late', ?)",
                    desk.clock().instant());
                runAside(() -> other.run(job.id(), 0));
              }
              return Map.of();
            });

    server.run(job.id(), 0);

    assertThat(worked).extracting(List::size).containsExactly(10, 10);
    assertThat(find(job).done()).isEqualTo(9);
    assertThat(find(job).failed()).isEqualTo(1);
    assertThat(desk.count("app_user WHERE id = 'late'")).isZero();
  }

  @Test
  void failuresComeInPages() {
    Job job = start(5);
    runner(users -> Map.of("u004", "d", "u000", "a", "u002", "b")).run(job.id(), 0);

    JsonNode first = job(job.id(), Map.of("first", 2)).path("failures");
    JsonNode second =
        job(job.id(), Map.of("first", 2, "after", first.at("/pageInfo/endCursor").asText()))
            .path("failures");

    assertThat(first.path("totalCount").asInt()).isEqualTo(3);
    assertThat(first.path("nodes").findValuesAsText("userId")).containsExactly("u000", "u002");
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(second.path("nodes").findValuesAsText("userId")).containsExactly("u004");
    assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void jobsAreListedNewestFirst() {
    desk.clock().advance(Duration.ofDays(1));
    Job older = start(1);
    desk.clock().advance(Duration.ofSeconds(1));
    Job newer = start(2);

    JsonNode listed =
        graphQl.ask(
            ADA,
            "{ jobs(first: 2) { nodes { id kind status totalCount createdByName } } }",
            Map.of());

    assertThat(listed.at("/data/jobs/nodes").findValuesAsText("id"))
        .containsExactly(newer.id().toString(), older.id().toString());
    assertThat(listed.at("/data/jobs/nodes/0/createdByName").asText()).isEqualTo("Ada");
    assertThat(listed.at("/data/jobs/nodes/0/totalCount").asInt()).isEqualTo(2);
    assertThat(job(new UUID(9, 9), Map.of()).isNull()).isTrue();
  }

  private JsonNode job(UUID id, Map<String, Object> page) {
    Map<String, Object> variables = new HashMap<>(page);
    variables.put("id", id.toString());
    JsonNode answer = graphQl.ask(ADA, JOB, variables);
    assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
    return answer.at("/data/job");
  }

  private long scheduled(Job job) {
    return desk.count("scheduled_tasks WHERE task_instance LIKE ?", job.id() + ":%");
  }

  private static void runAside(Runnable work) {
    try {
      Thread.ofPlatform().start(work).join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
