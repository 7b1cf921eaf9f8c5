package app.countersign.job;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one chunk of a job. The users' work, their failures and the job's progress are one
 * transaction, so a chunk counts once, however often its server dies.
 */
@Singleton
class ChunkRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkRunner.class);

  private final JobRepository jobs;
  private final Map<JobKind, JobWork> work = new EnumMap<>(JobKind.class);
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ChunkRunner(
      JobRepository jobs,
      List<JobWork> work,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.jobs = jobs;
    work.forEach(one -> this.work.put(one.kind(), one));
    this.transactions = transactions;
    this.clock = clock;
  }

  void run(UUID jobId, int number) {
    Job job = jobs.byId(jobId).orElseThrow();
    List<String> userIds = jobs.unfinished(jobId, number);
    if (userIds.isEmpty()) {
      return;
    }
    jobs.markStarted(jobId, clock.instant());
    JobWork doing = work.get(job.kind());
    if (doing == null) {
      throw new IllegalStateException("nothing does jobs of kind " + job.kind());
    }
    try {
      JobWork.PreparedWork prepared = prepare(doing, job, userIds);
      transactions.executeWrite(
          status -> {
            finish(job, number, userIds, prepared.process(userIds));
            return jobId;
          });
    } catch (RuntimeException failure) {
      if (jobs.unfinished(jobId, number).isEmpty()) {
        LOG.info("Another server has finished chunk {} of job {}.", number, jobId);
        return;
      }
      LOG.warn(
          "Chunk {} of job {} failed as a whole: its users are tried alone.",
          number,
          jobId,
          failure);
      Map<String, String> failures = oneByOne(doing, job, userIds);
      transactions.executeWrite(
          status -> {
            finish(job, number, userIds, failures);
            return jobId;
          });
    }
  }

  private static JobWork.PreparedWork prepare(JobWork doing, Job job, List<String> userIds) {
    // A job acts for the one who started it, with the right it took to start it.
    Actor actor =
        new Actor(
            job.createdBy(),
            job.createdByName(),
            Role.SENIOR_OPERATOR,
            Actor.Kind.SYSTEM,
            job.id());
    return doing.prepare(job.input(), actor, userIds);
  }

  private Map<String, String> oneByOne(JobWork doing, Job job, List<String> userIds) {
    Map<String, String> failures = new HashMap<>();
    for (String userId : userIds) {
      try {
        JobWork.PreparedWork prepared = prepare(doing, job, List.of(userId));
        failures.putAll(transactions.executeWrite(status -> prepared.process(List.of(userId))));
      } catch (RuntimeException failure) {
        LOG.warn("Job {} failed on a user.", job.id(), failure);
        failures.put(userId, "It failed for a reason that is in the server's log.");
      }
    }
    return failures;
  }

  private void finish(Job job, int number, List<String> userIds, Map<String, String> failures) {
    if (jobs.finishChunk(job.id(), number, clock.instant()) == 0) {
      throw new IllegalStateException("another server has finished this chunk");
    }
    jobs.insertFailures(job.id(), failures);
    int failed = failures.size();
    jobs.progress(job.id(), userIds.size() - failed, failed, clock.instant());
  }
}
