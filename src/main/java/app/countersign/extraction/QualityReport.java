package app.countersign.extraction;

import app.countersign.extraction.ExtractionQuality.CalibrationBucket;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.DateTimeRange;
import app.countersign.platform.graphql.RequestError;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Extraction quality over submitted extractions. */
@Singleton
class QualityReport {
  private static final int BUCKET = 10;
  private static final String SUBMITTED =
      """
      WITH read AS (
        SELECT %s AS provider, %s AS model, %s AS period, e.duration_millis, e.cost_usd,
          t.term, t.is_shown, t.confidence, r.id IS NOT NULL AS is_corrected,
          coalesce(r.corrected, 'UNKNOWN') <> 'UNKNOWN' AS is_found
        FROM extraction e
        CROSS JOIN LATERAL (VALUES
          ('PREMIUM', e.reading #>> '{premium,value}' IS NOT NULL, e.premium_confidence),
          ('REFUND_METHOD',
            coalesce(e.reading #>> '{refundMethod,value}', 'UNKNOWN') <> 'UNKNOWN',
            e.method_confidence),
          ('CANCELLATION_FEE', e.reading #>> '{cancellationFee,value}' IS NOT NULL,
            e.fee_confidence)) AS t(term, is_shown, confidence)
        LEFT JOIN correction r ON r.extraction_id = e.id AND r.term = t.term
        WHERE e.status = 'APPROVED' AND (?::timestamptz IS NULL OR e.submitted_at >= ?)
          AND (?::timestamptz IS NULL OR e.submitted_at < ?))
      """;
  private static final String FIGURES =
      """
      SELECT term, provider, model, period, count(*) AS extractions,
        count(*) FILTER (WHERE is_shown) AS shown,
        count(*) FILTER (WHERE is_shown AND is_corrected) AS corrected,
        count(*) FILTER (WHERE NOT is_shown AND is_corrected AND is_found) AS missed,
        avg(duration_millis) AS mean_millis,
        percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_millis) AS p95_millis,
        sum(cost_usd) AS cost_usd
      FROM read GROUP BY term, provider, model, period
      ORDER BY period NULLS FIRST, provider NULLS FIRST, model NULLS FIRST,
        array_position(ARRAY['PREMIUM', 'REFUND_METHOD', 'CANCELLATION_FEE'], term)
      """;
  private static final String BUCKETS =
      """
      SELECT term, provider, model, period, least(floor(confidence / 10), 9) AS bucket,
        count(*) AS shown, count(*) FILTER (WHERE NOT is_corrected) AS accepted
      FROM read WHERE is_shown GROUP BY term, provider, model, period, bucket ORDER BY bucket
      """;

  private final Sql sql;

  QualityReport(Sql sql) {
    this.sql = sql;
  }

  /** What the figures of one line are of. */
  private record Line(
      TermName term,
      @Nullable ExtractionProvider provider,
      @Nullable String model,
      @Nullable LocalDate period) {}

  /**
   * The figures, by period, provider and model.
   *
   * @param submitted null for ever
   * @throws RequestError BAD_REQUEST when more than one period is asked for
   */
  List<ExtractionQuality> of(
      @Nullable DateTimeRange submitted, Set<QualityDimension> by, ZoneId zone) {
    String read = read(by, zone);
    @Nullable Object[] values = values(submitted);
    Map<Line, List<CalibrationBucket>> buckets = new HashMap<>();
    sql.listForValues(read + BUCKETS, row -> Map.entry(line(row), bucket(row)), values)
        .forEach(
            entry ->
                buckets
                    .computeIfAbsent(entry.getKey(), line -> new ArrayList<>())
                    .add(entry.getValue()));
    return sql.listForValues(read + FIGURES, row -> quality(row, buckets), values);
  }

  private static String read(Set<QualityDimension> by, ZoneId zone) {
    Set<QualityDimension> periods = EnumSet.noneOf(QualityDimension.class);
    by.stream().filter(QualityDimension::isPeriod).forEach(periods::add);
    if (periods.size() > 1) {
      throw RequestError.badRequest("'groupBy' takes at most one of DAY, WEEK and MONTH.");
    }
    // The name of a zone that the JDK knows holds nothing that a text literal of SQL minds.
    String period =
        periods.isEmpty()
            ? "NULL::date"
            : "date_trunc('%s', e.submitted_at AT TIME ZONE '%s')::date"
                .formatted(periods.iterator().next().name(), zone.getId());
    return SUBMITTED.formatted(
        by.contains(QualityDimension.PROVIDER) ? "e.provider" : "NULL::text",
        by.contains(QualityDimension.MODEL) ? "e.model" : "NULL::text",
        period);
  }

  private static @Nullable Object[] values(@Nullable DateTimeRange submitted) {
    Object start = submitted == null ? null : submitted.start();
    Object end = submitted == null ? null : submitted.end();
    return new @Nullable Object[] {start, start, end, end};
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        Rows.enumValue(row, "term", TermName.class),
        Rows.nullableEnumValue(row, "provider", ExtractionProvider.class),
        Rows.nullableText(row, "model"),
        Rows.nullableDate(row, "period"));
  }

  private static CalibrationBucket bucket(ResultSet row) throws SQLException {
    int from = Rows.integer(row, "bucket") * BUCKET;
    return new CalibrationBucket(
        from, from + BUCKET, Rows.integer(row, "shown"), Rows.integer(row, "accepted"));
  }

  private static ExtractionQuality quality(
      ResultSet row, Map<Line, List<CalibrationBucket>> buckets) throws SQLException {
    Line line = line(row);
    BigDecimal mean = Rows.decimal(row, "mean_millis");
    return new ExtractionQuality(
        line.term(),
        line.provider(),
        line.model(),
        line.period(),
        Rows.integer(row, "extractions"),
        Rows.integer(row, "shown"),
        Rows.integer(row, "corrected"),
        Rows.integer(row, "missed"),
        buckets.getOrDefault(line, List.of()),
        mean.setScale(0, RoundingMode.HALF_UP).intValueExact(),
        Rows.integer(row, "p95_millis"),
        Rows.nullableDecimal(row, "cost_usd"));
  }
}
