package app.countersign.bench.desk;

import app.countersign.bench.desk.DeskData.Made;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** The items that were decided neither in this run nor in one before: each is given out once. */
final class FreshItems {
  private final DeskDatabase database;
  private final long behindLast;
  private final AtomicLong next;

  FreshItems(DeskDatabase database, Made made) throws SQLException {
    this.database = database;
    this.behindLast = made.approvable();
    this.next = new AtomicLong(kept(database));
  }

  long left() {
    return behindLast - next.get();
  }

  /** So many items; the number of the first. */
  long take(long count) {
    return next.getAndAdd(count);
  }

  /** Lets later runs know which are left. */
  void keep() throws SQLException {
    database.execute(
        "INSERT INTO bench_step VALUES ('fresh', %1$d) ON CONFLICT (name) DO UPDATE SET rows = %1$d"
            .formatted(next.get()));
  }

  private static long kept(DeskDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rows FROM bench_step WHERE name = 'fresh'")) {
      return rows.next() ? rows.getLong(1) : 1;
    }
  }
}
