package app.countersign.systemmetrics;

import app.countersign.platform.cache.CacheCounts;
import app.countersign.platform.cache.Caches;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RequestError;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the report: totals in one statement, days in another. */
@Singleton
class MetricsReport {
  private static final int MOST_DAYS = 90;
  private static final String TOTALS =
      """
      SELECT (SELECT count(*) FROM contract) AS contracts,
        count(*) AS extractions,
        count(*) FILTER (WHERE status = 'PENDING') AS pending,
        count(*) FILTER (WHERE status = 'APPROVED') AS approved,
        (SELECT count(*) FROM refund_quote) AS quotes,
        round(avg(duration_millis) FILTER (WHERE extracted_at >= ?))::integer AS mean_millis,
        percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_millis)
          FILTER (WHERE extracted_at >= ?) AS p95_millis
      FROM extraction
      """;
  private static final String DAYS =
      """
      WITH happened AS (
        SELECT 'IMPORTED' AS what, created_at AS at FROM contract WHERE created_at >= ?
        UNION ALL
        SELECT 'VIEWED', at FROM audit_entry
          WHERE action IN ('SEARCH', 'VIEW', 'VIEW_PDF') AND at >= ?
        UNION ALL
        SELECT 'EXTRACTED', extracted_at FROM extraction WHERE extracted_at >= ?
        UNION ALL
        SELECT 'SUBMITTED', submitted_at FROM extraction
          WHERE status = 'APPROVED' AND submitted_at >= ?
        UNION ALL
        SELECT 'QUOTED', quoted_at FROM refund_quote WHERE quoted_at >= ?)
      SELECT (at AT TIME ZONE ?)::date AS day,
        count(*) FILTER (WHERE what = 'IMPORTED') AS imported,
        count(*) FILTER (WHERE what = 'VIEWED') AS viewed,
        count(*) FILTER (WHERE what = 'EXTRACTED') AS extracted,
        count(*) FILTER (WHERE what = 'SUBMITTED') AS submitted,
        count(*) FILTER (WHERE what = 'QUOTED') AS quoted
      FROM happened GROUP BY day
      """;

  private final Sql sql;
  private final Caches caches;
  private final Clock clock;

  MetricsReport(Sql sql, Caches caches, Clock clock) {
    this.sql = sql;
    this.caches = caches;
    this.clock = clock;
  }

  /**
   * The report.
   *
   * @param days back, today included
   * @throws RequestError BAD_REQUEST when the days are out of range
   */
  SystemMetrics of(int days, ZoneId zone) {
    if (days < 1 || days > MOST_DAYS) {
      throw RequestError.badRequest("'days' is 1 to %d, not %d.".formatted(MOST_DAYS, days));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate first = today.minusDays(days - 1L);
    Instant since = first.atStartOfDay(zone).toInstant();
    List<ActivityCount> daily = daily(first, today, since, zone);
    return Objects.requireNonNull(sql.first(TOTALS, row -> metrics(row, daily), since, since));
  }

  private List<ActivityCount> daily(LocalDate first, LocalDate today, Instant since, ZoneId zone) {
    Map<LocalDate, ActivityCount> counted =
        sql.list(DAYS, MetricsReport::day, since, since, since, since, since, zone.getId()).stream()
            .collect(Collectors.toMap(ActivityCount::from, day -> day));
    return first
        .datesUntil(today.plusDays(1))
        .map(day -> counted.getOrDefault(day, new ActivityCount(day, 0, 0, 0, 0, 0)))
        .toList();
  }

  private SystemMetrics metrics(ResultSet row, List<ActivityCount> daily) throws SQLException {
    return new SystemMetrics(
        Rows.integer(row, "contracts"),
        Rows.integer(row, "extractions"),
        Rows.integer(row, "pending"),
        Rows.integer(row, "approved"),
        Rows.integer(row, "quotes"),
        Rows.nullableInteger(row, "mean_millis"),
        Rows.nullableInteger(row, "p95_millis"),
        caches.counts().stream()
            .sorted(Comparator.comparing(CacheCounts::name))
            .map(CacheMetrics::of)
            .toList(),
        daily,
        weekly(daily));
  }

  private static List<ActivityCount> weekly(List<ActivityCount> daily) {
    Map<LocalDate, ActivityCount> weeks = new TreeMap<>();
    for (ActivityCount day : daily) {
      LocalDate monday = day.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      ActivityCount start = new ActivityCount(monday, 0, 0, 0, 0, 0);
      weeks.merge(monday, start.plus(day), (week, _) -> week.plus(day));
    }
    return List.copyOf(weeks.values());
  }

  private static ActivityCount day(ResultSet row) throws SQLException {
    return new ActivityCount(
        Rows.date(row, "day"),
        Rows.integer(row, "imported"),
        Rows.integer(row, "viewed"),
        Rows.integer(row, "extracted"),
        Rows.integer(row, "submitted"),
        Rows.integer(row, "quoted"));
  }
}
