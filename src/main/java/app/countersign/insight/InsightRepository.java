package app.countersign.insight;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stored insights. What a customer reads is conditional on the consent in the very statement,
 * so that a consent withdrawn hides them before they are deleted.
 */
@Singleton
class InsightRepository {
  /** A consent taken back, or a choice changed, counts at once and not with the next making. */
  private static final String WANTED =
      """
      EXISTS (SELECT FROM consent c
        WHERE c.user_id = i.person_id::text AND c.kind = 'DATA_ANALYSIS' AND c.granted)
      AND NOT (i.kind = 'REWARDS_LEFT' AND EXISTS (SELECT FROM customer_settings s
        WHERE s.person_id = i.person_id AND NOT s.reward_reminders))\
      """;

  private static final KeysetQuery<Insight> SHOWN =
      KeysetQuery.select("i.*", InsightRepository::insight)
          .from("insight i")
          .where("i.gone_at IS NULL");
  private static final Sort GRAVEST =
      Sort.by(
          "insights.GRAVEST",
          Key.desc("i.severity_rank", KeyType.INTEGER),
          Key.desc("i.made_at", KeyType.INSTANT),
          Key.desc("i.id", KeyType.UUID));

  private final Sql sql;

  InsightRepository(Sql sql) {
    this.sql = sql;
  }

  /**
   * A stored insight with what the job needs to bring it up to date.
   *
   * @param dismissal null where it is not dismissed
   * @param isGone whether it was not found any more when last looked for
   */
  record Stored(Insight insight, String key, @Nullable Dismissal dismissal, boolean isGone) {}

  Page<Insight> page(UUID personId, InsightFilter filter, PageRequest request) {
    KeysetQuery<Insight> query = SHOWN.where("i.person_id = ?", personId).where(WANTED);
    if (filter.kind() != null) {
      query = query.whereIn("i.kind", filter.kind());
    }
    if (!Boolean.TRUE.equals(filter.includeDismissed())) {
      query = query.where("i.dismissed_at IS NULL");
    }
    return query.fetch(sql.jdbc(), GRAVEST, request);
  }

  /** A customer's own among these. */
  Map<UUID, Insight> byIds(UUID personId, Collection<UUID> ids) {
    Map<UUID, Insight> found = new LinkedHashMap<>();
    sql.list(
            """
            SELECT i.* FROM insight i
            WHERE i.id = ANY(?) AND i.person_id = ? AND i.gone_at IS NULL
            """
                + "AND "
                + WANTED,
            InsightRepository::insight,
            ids,
            personId)
        .forEach(insight -> found.put(insight.id(), insight));
    return found;
  }

  /** A customer's own insight, locked until the transaction ends; null where there is none. */
  @Nullable Insight lock(UUID personId, UUID id) {
    return sql.first(
        """
        SELECT i.* FROM insight i
        WHERE i.id = ? AND i.person_id = ? AND i.gone_at IS NULL
        """
            + "AND "
            + WANTED
            + " FOR NO KEY UPDATE OF i",
        InsightRepository::insight,
        id,
        personId);
  }

  void dismiss(UUID id, Instant now) {
    sql.update(
        """
        UPDATE insight SET dismissed_at = ?, dismissed_severity = severity,
          dismissed_subject = subject, dismissed_figures = figures
        WHERE id = ?
        """,
        now,
        id);
  }

  /** All of a customer's, shown or not, by key, locked until the transaction ends. */
  Map<String, Stored> ofPerson(UUID personId, InsightOrigin origin) {
    Map<String, Stored> found = new LinkedHashMap<>();
    sql.list(
            """
            SELECT i.* FROM insight i WHERE i.person_id = ? AND i.origin = ?
            ORDER BY i.id FOR NO KEY UPDATE
            """,
            InsightRepository::stored,
            personId,
            origin)
        .forEach(stored -> found.put(stored.key(), stored));
    return found;
  }

  List<Insight> all(UUID personId) {
    return sql.list(
        "SELECT i.* FROM insight i WHERE i.person_id = ? AND i.gone_at IS NULL ORDER BY i.id",
        InsightRepository::insight,
        personId);
  }

  void insert(List<Insight> insights, Map<UUID, String> keys) {
    sql.batch(
        """
        INSERT INTO insight (id, person_id, origin, key, kind, severity, currency, subject, title,
          text, figures, made_at, data_as_of)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?)
        """,
        insights.stream()
            .map(
                insight ->
                    Arrays.<@Nullable Object>asList(
                        insight.id(),
                        insight.personId(),
                        insight.origin(),
                        keys.get(insight.id()),
                        insight.kind(),
                        insight.severity(),
                        insight.currency(),
                        insight.subject(),
                        insight.title(),
                        insight.text(),
                        Json.write(insight.figures()),
                        insight.madeAt(),
                        insight.dataAsOf()))
            .toList());
  }

  /** Brings rows up to date; those that are not dismissed any more lose what they remembered. */
  void update(List<Insight> insights) {
    sql.batch(
        """
        UPDATE insight SET severity = ?, currency = ?, subject = ?, title = ?, text = ?,
          figures = CAST(? AS jsonb), made_at = ?, data_as_of = ?, dismissed_at = ?,
          dismissed_severity = CASE WHEN ? THEN dismissed_severity END,
          dismissed_subject = CASE WHEN ? THEN dismissed_subject END,
          dismissed_figures = CASE WHEN ? THEN dismissed_figures END,
          gone_at = NULL
        WHERE id = ?
        """,
        insights.stream()
            .map(
                insight -> {
                  boolean isDismissed = insight.dismissedAt() != null;
                  return Arrays.<@Nullable Object>asList(
                      insight.severity(),
                      insight.currency(),
                      insight.subject(),
                      insight.title(),
                      insight.text(),
                      Json.write(insight.figures()),
                      insight.madeAt(),
                      insight.dataAsOf(),
                      insight.dismissedAt() == null
                          ? null
                          : insight.dismissedAt().atOffset(java.time.ZoneOffset.UTC),
                      isDismissed,
                      isDismissed,
                      isDismissed,
                      insight.id());
                })
            .toList());
  }

  /** What is not found any more goes; what was dismissed is kept unseen, in case it comes back. */
  void remove(Collection<UUID> ids, Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    sql.update("DELETE FROM insight WHERE id = ANY(?) AND dismissed_at IS NULL", ids);
    sql.update("UPDATE insight SET gone_at = ? WHERE id = ANY(?) AND gone_at IS NULL", now, ids);
  }

  int deleteGoneBefore(Instant before) {
    return sql.update("DELETE FROM insight WHERE gone_at < ?", before);
  }

  void deleteAll(UUID personId) {
    sql.update("DELETE FROM insight WHERE person_id = ?", personId);
  }

  private static Insight insight(ResultSet row) throws SQLException {
    return new Insight(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "person_id"),
        Rows.enumValue(row, "origin", InsightOrigin.class),
        Rows.enumValue(row, "kind", InsightKind.class),
        Rows.enumValue(row, "severity", InsightSeverity.class),
        Rows.nullableText(row, "currency"),
        Rows.nullableText(row, "subject"),
        Rows.text(row, "title"),
        Rows.text(row, "text"),
        List.of(Rows.json(row, "figures", InsightFigure[].class)),
        Rows.instant(row, "made_at"),
        Rows.date(row, "data_as_of"),
        Rows.nullableInstant(row, "dismissed_at"));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    InsightFigure[] dismissed = Rows.nullableJson(row, "dismissed_figures", InsightFigure[].class);
    Dismissal dismissal =
        dismissed == null
            ? null
            : new Dismissal(
                Rows.enumValue(row, "dismissed_severity", InsightSeverity.class),
                Rows.nullableText(row, "dismissed_subject"),
                List.of(dismissed));
    return new Stored(
        insight(row),
        Rows.text(row, "key"),
        dismissal,
        Rows.nullableInstant(row, "gone_at") != null);
  }
}
