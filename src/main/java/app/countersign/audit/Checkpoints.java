package app.countersign.audit;

import app.countersign.platform.access.Seal;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the checkpoints. Each holds the last link of every chain that moved since the one before,
 * told exactly by the transactions that PostgreSQL had finished then; together they hold a link of
 * every chain.
 */
@Singleton
class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int ROWS_AT_A_TIME = 5_000;
  // A snapshot from beyond the newest transaction is of another server, whose numbers say nothing.
  private static final String MOVED =
      """
      SELECT h.subject_type, h.subject_id, h.sequence, encode(h.hash, 'hex') AS hash,
        now.snapshot::text AS snapshot
      FROM audit_head h,
        (SELECT pg_current_snapshot() AS snapshot, CAST(? AS pg_snapshot) AS last) now
      WHERE now.last IS NULL
        OR pg_snapshot_xmax(now.last) > pg_snapshot_xmax(now.snapshot)
        OR (NOT pg_visible_in_snapshot(h.changed_in, now.last)
          AND h.changed_in < pg_snapshot_xmax(now.snapshot))
      """;

  private final CheckpointFolder folder;
  private final Seal seal;
  private final Sql sql;
  private final Clock clock;

  Checkpoints(CheckpointFolder folder, Seal seal, Sql sql, Clock clock) {
    this.folder = folder;
    this.seal = seal;
    this.sql = sql;
    this.clock = clock;
  }

  /** Makes one of what moved; answers how many chains did, 0 when none was made. */
  @Transactional(readOnly = true)
  int make() {
    if (!folder.isThere()) {
      return 0;
    }
    try {
      NavigableMap<Integer, Path> kept = folder.all();
      int number = kept.isEmpty() ? 1 : kept.lastKey() + 1;
      CheckpointFile.Read last = kept.isEmpty() ? null : last(kept.lastEntry());
      return make(number, last);
    } catch (FileAlreadyExistsException faster) {
      LOG.debug("Another server made the checkpoint", faster);
      return 0;
    } catch (IOException problem) {
      throw new UncheckedIOException("No checkpoint of the audit trail could be made.", problem);
    }
  }

  /** The last one; null where it is no good, so that everything is written again. */
  private CheckpointFile.@Nullable Read last(Map.Entry<Integer, Path> newest) throws IOException {
    CheckpointFile.Read read =
        CheckpointFile.read(newest.getValue(), newest.getKey(), seal, point -> {});
    if (read.isWhole() && read.isSealed()) {
      return read;
    }
    LOG.error("Checkpoint {} of the audit trail is not as it was made.", newest.getKey());
    return null;
  }

  private int make(int number, CheckpointFile.@Nullable Read last) throws IOException {
    Path part = folder.begin();
    try {
      int points = sql.prepared(MOVED, statement -> write(statement, part, number, last));
      if (points > 0) {
        folder.keep(part, number);
        LOG.info("Checkpoint {} of the audit trail: {} chains moved", number, points);
      }
      return points;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private int write(
      PreparedStatement statement, Path part, int number, CheckpointFile.@Nullable Read last)
      throws SQLException {
    CheckpointFile.Head before = last == null ? null : last.head();
    statement.setFetchSize(ROWS_AT_A_TIME);
    statement.setString(1, before == null ? null : before.snapshot());
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return 0;
      }
      CheckpointFile.Head head =
          new CheckpointFile.Head(
              number,
              clock.instant(),
              Rows.text(rows, "snapshot"),
              last == null ? null : last.digest());
      try (CheckpointFile.Writing writing = new CheckpointFile.Writing(part, head)) {
        do {
          writing.add(point(rows));
        } while (rows.next());
        writing.seal(seal);
        return writing.points();
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static ChainPoint point(ResultSet row) throws SQLException {
    return new ChainPoint(
        Rows.text(row, "subject_type"),
        Rows.text(row, "subject_id"),
        Rows.integer(row, "sequence"),
        Rows.text(row, "hash"));
  }
}
