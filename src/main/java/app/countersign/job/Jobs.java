package app.countersign.job;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.schedule.Schedule;
import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Starts jobs. */
@Singleton
public class Jobs {
  /** How many users one server takes at a time: large enough for set-based work to pay. */
  static final int CHUNK_SIZE = 100;

  private final JobRepository jobs;
  private final Schedule schedule;
  private final ChunkTask chunkTask;
  private final AuditTrail audit;
  private final Clock clock;

  Jobs(JobRepository jobs, Schedule schedule, ChunkTask chunkTask, AuditTrail audit, Clock clock) {
    this.jobs = jobs;
    this.schedule = schedule;
    this.chunkTask = chunkTask;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Starts a job over users; it runs once the transaction is committed. A job over nobody has
   * succeeded at once.
   *
   * @param input a record that can be written as JSON, for the kind's {@link JobWork}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Job start(Actor actor, JobKind kind, Object input, List<String> userIds) {
    Instant now = clock.instant();
    boolean isEmpty = userIds.isEmpty();
    Job job =
        new Job(
            Ids.next(),
            kind,
            isEmpty ? JobStatus.SUCCEEDED : JobStatus.QUEUED,
            Json.write(input),
            userIds.size(),
            0,
            0,
            actor.id(),
            actor.name(),
            now,
            isEmpty ? now : null,
            isEmpty ? now : null);
    jobs.insert(job);
    if (!isEmpty) {
      List<List<String>> chunks = chunks(userIds);
      jobs.insertChunks(job.id(), chunks);
      List<String> instances =
          IntStream.range(0, chunks.size())
              .mapToObj(number -> ChunkTask.instance(job.id(), number))
              .toList();
      schedule.runSoon(chunkTask.task(), instances, now);
    }
    audit.record(
        actor,
        AuditEvent.of(
            "Job",
            job.id().toString(),
            AuditAction.START_JOB,
            null,
            null,
            Map.of("kind", kind, "total", userIds.size(), "input", input)));
    return job;
  }

  /** The job as it stands. */
  public Optional<Job> find(UUID id) {
    return jobs.byId(id);
  }

  private static List<List<String>> chunks(List<String> userIds) {
    List<List<String>> chunks = new ArrayList<>();
    for (int start = 0; start < userIds.size(); start += CHUNK_SIZE) {
      chunks.add(userIds.subList(start, Math.min(start + CHUNK_SIZE, userIds.size())));
    }
    return chunks;
  }
}
