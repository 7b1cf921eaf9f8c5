package app.countersign.job;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Jobs, their chunks and their failures. */
@JdbcRepository(dialect = Dialect.POSTGRES)
abstract class JobRepository implements GenericRepository<Job, UUID> {
  private static final KeysetQuery<Job> JOBS =
      KeysetQuery.select("j.*", JobRepository::read).from("job j");
  private static final Sort NEWEST =
      Sort.by(
          "jobs.NEWEST", Key.desc("j.created_at", KeyType.INSTANT), Key.desc("j.id", KeyType.UUID));
  private static final KeysetQuery<JobFailure> FAILURES =
      KeysetQuery.select(
              "f.user_id, f.message",
              row -> new JobFailure(Rows.text(row, "user_id"), Rows.text(row, "message")))
          .from("job_failure f");
  private static final Sort BY_USER =
      Sort.by("jobFailures.USER", Key.asc("f.user_id", KeyType.TEXT));

  private final Sql sql;

  JobRepository(Sql sql) {
    this.sql = sql;
  }

  @Query(
      """
      INSERT INTO job (id, kind, status, input, total, created_by, created_by_name, created_at,
        started_at, finished_at)
      VALUES (:id, :kind, :status, CAST(:input AS jsonb), :total, :createdBy, :createdByName,
        :createdAt, :startedAt, :finishedAt)
      """)
  abstract void insert(Job job);

  @Query("SELECT * FROM job WHERE id = :id")
  abstract Optional<Job> byId(UUID id);

  @Query("SELECT * FROM job WHERE id IN (:ids)")
  abstract List<Job> byIds(Collection<UUID> ids);

  @Query(
      """
      UPDATE job_chunk SET finished_at = :now
      WHERE job_id = :jobId AND number = :number AND finished_at IS NULL
      """)
  abstract long finishChunk(UUID jobId, int number, Instant now);

  @Query(
      "UPDATE job SET started_at = :now, status = 'RUNNING' WHERE id = :id AND started_at IS NULL")
  abstract void markStarted(UUID id, Instant now);

  @Query(
      """
      UPDATE job SET done = done + :done, failed = failed + :failed,
        status = CASE WHEN done + failed + :done + :failed < total THEN 'RUNNING'
          WHEN done + :done > 0 THEN 'SUCCEEDED' ELSE 'FAILED' END,
        finished_at = CASE WHEN done + failed + :done + :failed = total THEN CAST(:now AS timestamptz) END
      WHERE id = :id
      """)
  abstract void progress(UUID id, int done, int failed, Instant now);

  /** Cuts users into chunks, numbered from 0. */
  void insertChunks(UUID jobId, List<List<String>> chunks) {
    sql.batch(
        "INSERT INTO job_chunk (job_id, number, user_ids) VALUES (?, ?, ?)",
        IntStream.range(0, chunks.size())
            .mapToObj(number -> List.<Object>of(jobId, number, chunks.get(number)))
            .toList());
  }

  /** The users of a chunk that is not finished; empty when it is, or is not there. */
  List<String> unfinished(UUID jobId, int number) {
    List<String> userIds =
        sql.first(
            "SELECT user_ids FROM job_chunk WHERE job_id = ? AND number = ? AND finished_at IS"
                + " NULL",
            row -> Rows.textList(row, "user_ids"),
            jobId,
            number);
    return userIds == null ? List.of() : userIds;
  }

  void insertFailures(UUID jobId, Map<String, String> failures) {
    sql.batch(
        """
        INSERT INTO job_failure (job_id, user_id, message) VALUES (?, ?, left(?, 500))
        ON CONFLICT (job_id, user_id) DO NOTHING
        """,
        failures.entrySet().stream()
            .map(failure -> List.<Object>of(jobId, failure.getKey(), failure.getValue()))
            .toList());
  }

  Page<Job> page(PageRequest page) {
    return JOBS.fetch(sql.jdbc(), NEWEST, page);
  }

  Map<UUID, Page<JobFailure>> failures(Set<UUID> jobIds, PageRequest page) {
    return FAILURES.fetchPerParent(sql.jdbc(), BY_USER, page, "f.job_id", KeyType.UUID, jobIds);
  }

  private static Job read(ResultSet row) throws SQLException {
    return new Job(
        Rows.uuid(row, "id"),
        Rows.enumValue(row, "kind", JobKind.class),
        Rows.enumValue(row, "status", JobStatus.class),
        Rows.text(row, "input"),
        Rows.integer(row, "total"),
        Rows.integer(row, "done"),
        Rows.integer(row, "failed"),
        Rows.uuid(row, "created_by"),
        Rows.text(row, "created_by_name"),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "started_at"),
        Rows.nullableInstant(row, "finished_at"));
  }
}
