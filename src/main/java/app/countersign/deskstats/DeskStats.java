package app.countersign.deskstats;

import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what the desk does. "Today" is the day that it is now in the caller's zone. */
@Singleton
public class DeskStats {
  private static final double MILLIS_PER_SECOND = 1_000;

  private static final String STATS =
      """
      SELECT
        (SELECT coalesce(sum(number), 0) FROM recommendation_tally WHERE status = 'PENDING') AS pending,
        (SELECT coalesce(sum(number), 0) FROM recommendation_tally WHERE status = 'FLAGGED') AS flagged,
        count(*) FILTER (WHERE undone_at IS NULL AND kind = 'APPROVE') AS approved_today,
        count(*) FILTER (WHERE undone_at IS NULL AND kind = 'REJECT') AS rejected_today,
        count(*) FILTER (WHERE undone_at IS NULL AND kind = 'FLAG') AS flagged_today,
        count(*) FILTER (WHERE undone_at IS NOT NULL) AS undone_today,
        count(review_millis) FILTER (WHERE undone_at IS NULL) AS reviewed,
        avg(review_millis) FILTER (WHERE undone_at IS NULL) AS average_millis
      FROM decision WHERE decided_at >= ? AND decided_at < ?
        AND (?::uuid IS NULL OR decided_by = ?::uuid)
      """;

  private static final String COUNTS =
      """
      SELECT
        count(*) FILTER (WHERE kind = 'APPROVE') AS approved,
        count(*) FILTER (WHERE kind = 'REJECT') AS rejected,
        (SELECT coalesce(sum(number), 0) FROM recommendation_tally WHERE status = 'PENDING') AS pending,
        (SELECT count(*) FROM recommendation WHERE created_at >= ? AND created_at < ?
          AND NOT guardrails_passed) AS guardrail_failures,
        (SELECT count(*) FROM flag WHERE resolved_at IS NULL AND withdrawn_at IS NULL)
          AS open_flags
      FROM decision WHERE decided_at >= ? AND decided_at < ? AND undone_at IS NULL
      """;

  private final Sql sql;
  private final AlertSettings settings;
  private final Clock clock;

  DeskStats(Sql sql, AlertSettings settings, Clock clock) {
    this.sql = sql;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The figures of today.
   *
   * @param operatorId decisions of this operator only; null for all. The queue is everybody's.
   */
  public OperatorStats stats(@Nullable UUID operatorId, ZoneId zone) {
    Today today = Today.in(zone, clock.instant());
    OperatorStats stats =
        sql.first(
            STATS,
            row -> {
              Double averageMillis =
                  row.getObject("average_millis") == null ? null : row.getDouble("average_millis");
              return new OperatorStats(
                  today.day(),
                  Rows.integer(row, "pending"),
                  Rows.integer(row, "flagged"),
                  Rows.integer(row, "approved_today"),
                  Rows.integer(row, "rejected_today"),
                  Rows.integer(row, "flagged_today"),
                  Rows.integer(row, "undone_today"),
                  averageMillis == null ? null : averageMillis / MILLIS_PER_SECOND,
                  Rows.integer(row, "reviewed"));
            },
            today.start(),
            today.end(),
            operatorId,
            operatorId);
    return Objects.requireNonNull(stats);
  }

  /** What an operator ought to know now, worst first. */
  public List<Alert> alerts(ZoneId zone) {
    Today today = Today.in(zone, clock.instant());
    AlertRules.Counts counts =
        sql.first(
            COUNTS,
            row ->
                new AlertRules.Counts(
                    Rows.integer(row, "approved"),
                    Rows.integer(row, "rejected"),
                    Rows.integer(row, "pending"),
                    Rows.integer(row, "guardrail_failures"),
                    Rows.integer(row, "open_flags")),
            today.start(),
            today.end(),
            today.start(),
            today.end());
    return AlertRules.alerts(Objects.requireNonNull(counts), settings);
  }
}
