package app.countersign.job;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Jobs in the schema. */
@Singleton
class JobGraphQl implements GraphQlModule {
  private final JobRepository jobs;
  private final Clock clock;

  JobGraphQl(JobRepository jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Job", Job.class)
        .field("totalCount", (job, call) -> job.total())
        .field("doneCount", (job, call) -> job.done())
        .field("failedCount", (job, call) -> job.failed())
        .nullable("ratePerSecond", (job, call) -> job.ratePerSecond(clock.instant()))
        .batchedConnection(
            "failures", Job::id, (ids, page, call) -> Connection.ofAll(jobs.failures(ids, page)));
    wiring.type("JobFailure", JobFailure.class);
    wiring.nullableQuery(
        "job",
        call -> {
          UUID id = call.id("id");
          return id == null ? null : jobs.byId(id).orElse(null);
        });
    wiring.query("jobs", call -> Connection.of(jobs.page(call.page())));
    wiring.nodes("Job", Job.class, Role.ANALYST, this::byIds);
  }

  private Map<UUID, Job> byIds(Set<UUID> ids) {
    return jobs.byIds(ids).stream().collect(Collectors.toMap(Job::id, Function.identity()));
  }
}
