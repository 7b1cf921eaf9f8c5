package app.countersign.signal;

import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored signals: written once, never changed. */
@Singleton
class SignalRunRepository {
  private static final String INSERT =
      """
      INSERT INTO signal_run (id, user_id, signal_window, as_of, computed_at, duration_micros,
        signals, quality)
      VALUES (?, ?, ?, ?, ?, ?, CAST(? AS json), CAST(? AS json))
      """;
  private static final String LATEST =
      """
      SELECT r.* FROM unnest(?::text[]) AS asked(user_id)
      CROSS JOIN LATERAL (
        SELECT * FROM signal_run s
        WHERE s.user_id = asked.user_id AND s.signal_window = ?
          AND s.as_of <= coalesce(CAST(? AS date), 'infinity')
        ORDER BY s.as_of DESC, s.id DESC LIMIT 1) r
      """;

  private final Sql sql;

  SignalRunRepository(Sql sql) {
    this.sql = sql;
  }

  /** Stores all by one batch statement. */
  void insertAll(List<SignalRun> runs) {
    sql.batch(INSERT, runs.stream().map(SignalRunRepository::values).toList());
  }

  private static List<Object> values(SignalRun run) {
    return List.of(
        run.id(),
        run.userId(),
        run.window(),
        run.asOf(),
        run.computedAt(),
        run.durationMicros(),
        Json.writeKnown(run.signals()),
        Json.writeKnown(run.quality()));
  }

  /** The latest of each user that is as of the day or earlier; of any day where that is null. */
  List<SignalRun> latest(
      Collection<String> userIds, SignalWindow window, @Nullable LocalDate asOf) {
    return sql.list(LATEST, SignalRunRepository::read, userIds, window, asOf);
  }

  List<SignalRun> byIds(Collection<UUID> ids) {
    return sql.list(
        "SELECT * FROM signal_run WHERE id = ANY(CAST(? AS uuid[]))",
        SignalRunRepository::read,
        ids);
  }

  private static SignalRun read(ResultSet row) throws SQLException {
    return new SignalRun(
        Rows.uuid(row, "id"),
        Rows.text(row, "user_id"),
        Rows.enumValue(row, "signal_window", SignalWindow.class),
        Rows.date(row, "as_of"),
        Rows.instant(row, "computed_at"),
        Rows.longInteger(row, "duration_micros"),
        Rows.json(row, "signals", UserSignals.class),
        Rows.json(row, "quality", DataQuality.class));
  }
}
