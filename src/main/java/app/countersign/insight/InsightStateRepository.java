package app.countersign.insight;

import app.countersign.insight.InsightsSummary.Figures;
import app.countersign.insight.InsightsSummary.KindCount;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose insights are due, and when whose were made. */
@Singleton
class InsightStateRepository {
  private static final Instant BEFORE_ALL = Instant.EPOCH;
  private static final UUID LEAST = new UUID(0, 0);

  private final Sql sql;

  InsightStateRepository(Sql sql) {
    this.sql = sql;
  }

  /** Somebody who is due, and since when: the place in the list of all who are. */
  record Due(UUID personId, Instant since) {
    static final Due FIRST = new Due(LEAST, BEFORE_ALL);
  }

  /** The next so many who are due, longest waiting first. */
  List<Due> due(Due after, int most) {
    return sql.list(
        """
        SELECT person_id, marked_at FROM insight_due
        WHERE (marked_at, person_id) > (?, ?) AND marked_at <= clock_timestamp()
        ORDER BY marked_at, person_id LIMIT %d
        """
            .formatted(most),
        row -> new Due(Rows.uuid(row, "person_id"), Rows.instant(row, "marked_at")),
        after.since(),
        after.personId());
  }

  /**
   * Takes the mark off somebody; false where there is none, or where somebody changes the data at
   * this moment: then they stay due.
   */
  boolean take(UUID personId) {
    return sql.update(
            """
            DELETE FROM insight_due WHERE person_id =
              (SELECT person_id FROM insight_due WHERE person_id = ? FOR UPDATE SKIP LOCKED)
            """,
            personId)
        == 1;
  }

  /** Lets somebody wait for whom it failed, unless their data change in the meantime. */
  void putOff(UUID personId) {
    sql.update(
        """
        UPDATE insight_due SET marked_at = clock_timestamp() + interval '15 minutes'
        WHERE person_id = ?
        """,
        personId);
  }

  void mark(UUID personId) {
    sql.update(
        """
        INSERT INTO insight_due (person_id, marked_at)
        SELECT person_id, clock_timestamp() FROM customer WHERE person_id = ?
        ON CONFLICT (person_id) DO UPDATE SET marked_at = excluded.marked_at
        """,
        personId);
  }

  /** Marks whose insights were made before, by the next so many in the order of their time. */
  int markMadeBefore(Instant before, int most) {
    return sql.update(
        """
        INSERT INTO insight_due (person_id, marked_at)
        SELECT person_id, clock_timestamp() FROM
          (SELECT s.person_id FROM insight_state s
            WHERE s.made_at < ?
              AND NOT EXISTS (SELECT FROM insight_due d WHERE d.person_id = s.person_id)
            ORDER BY s.made_at LIMIT %d) old
        ORDER BY person_id
        ON CONFLICT (person_id) DO NOTHING
        """
            .formatted(most),
        before);
  }

  /** The zone of a customer's days; null where there is no such customer, or not any more. */
  @Nullable String timeZone(UUID personId) {
    return sql.first(
        "SELECT time_zone FROM customer WHERE person_id = ? AND erased_at IS NULL",
        row -> Rows.text(row, "time_zone"),
        personId);
  }

  void made(UUID personId, Instant now, @Nullable LocalDate dataAsOf, @Nullable Figures summary) {
    sql.update(
        """
        INSERT INTO insight_state (person_id, made_at, data_as_of, summary)
        VALUES (?, ?, ?, CAST(? AS jsonb))
        ON CONFLICT (person_id) DO UPDATE SET made_at = excluded.made_at,
          data_as_of = excluded.data_as_of, summary = excluded.summary
        """,
        personId,
        now,
        dataAsOf,
        summary == null ? null : Json.write(summary));
  }

  /** The stored summary with the counts of what is shown, in one statement. */
  @Nullable InsightsSummary summary(UUID personId) {
    return sql.first(
        """
        SELECT s.summary, s.made_at, counted.kinds, counted.counts
        FROM insight_state s, LATERAL (
          SELECT coalesce(array_agg(k.kind ORDER BY k.kind), '{}') AS kinds,
            coalesce(array_agg(k.number::text ORDER BY k.kind), '{}') AS counts
          FROM (SELECT i.kind, count(*) AS number FROM insight i
            WHERE i.person_id = s.person_id AND i.dismissed_at IS NULL GROUP BY i.kind) k) counted
        WHERE s.person_id = ? AND s.summary IS NOT NULL
          AND EXISTS (SELECT FROM consent c
            WHERE c.user_id = s.person_id::text AND c.kind = 'DATA_ANALYSIS' AND c.granted)
        """,
        InsightStateRepository::summary,
        personId);
  }

  /** Who consented, is not erased, and whose warehouse rows were asked for before then. */
  List<UUID> outsideDue(Instant askedBefore, int most) {
    return sql.list(
        """
        SELECT s.person_id FROM insight_state s
        JOIN customer m ON m.person_id = s.person_id AND m.erased_at IS NULL
        JOIN consent c ON c.user_id = m.user_id AND c.kind = 'DATA_ANALYSIS' AND c.granted
        WHERE (s.outside_asked_at IS NULL OR s.outside_asked_at < ?)
          AND NOT EXISTS (SELECT FROM customer_settings x
            WHERE x.person_id = s.person_id AND NOT x.analytics)
        ORDER BY s.outside_asked_at NULLS FIRST, s.person_id LIMIT %d
        """
            .formatted(most),
        row -> Rows.uuid(row, "person_id"),
        askedBefore);
  }

  /** Takes somebody's turn to ask for; false where another has taken it since. */
  boolean takeOutside(UUID personId, Instant askedBefore, Instant now) {
    return sql.update(
            """
            UPDATE insight_state SET outside_asked_at = ?
            WHERE person_id = ? AND (outside_asked_at IS NULL OR outside_asked_at < ?)
            """,
            now,
            personId,
            askedBefore)
        == 1;
  }

  void outsideMade(UUID personId, Instant now) {
    sql.update("UPDATE insight_state SET outside_made_at = ? WHERE person_id = ?", now, personId);
  }

  void deleteAll(UUID personId) {
    sql.update("DELETE FROM insight_state WHERE person_id = ?", personId);
    sql.update("DELETE FROM insight_due WHERE person_id = ?", personId);
  }

  private static InsightsSummary summary(ResultSet row) throws SQLException {
    List<String> kinds = Rows.textList(row, "kinds");
    List<String> counts = Rows.textList(row, "counts");
    KindCount[] counted = new KindCount[kinds.size()];
    for (int place = 0; place < counted.length; place++) {
      counted[place] =
          new KindCount(InsightKind.valueOf(kinds.get(place)), Integer.parseInt(counts.get(place)));
    }
    Arrays.sort(counted, java.util.Comparator.comparing(KindCount::kind));
    return new InsightsSummary(
        Rows.json(row, "summary", Figures.class),
        List.of(counted),
        Rows.instant(row, "made_at"),
        InsightOrigin.OWN);
  }
}
