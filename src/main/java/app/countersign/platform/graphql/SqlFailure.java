package app.countersign.platform.graphql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the caller, by its SQLSTATE. */
enum SqlFailure {
  /** The statement was cancelled (57014). */
  CANCELLED,
  /** Another transaction was in the way (40001, 40P01): running again may succeed. */
  CONFLICT,
  /**
   * The database is away, shutting down, full or read-only (08…, 57P…, 53…, 58…, 25006), its answer
   * to a commit was lost (40003), or no connection or lock was free.
   */
  AWAY,
  /** A text holds what PostgreSQL cannot keep (22021, 22P05). */
  UNSAFE_TEXT,
  /** Anything else: a bug. */
  OTHER;

  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
  private static final Set<String> UNSAFE = Set.of("22021", "22P05");
  private static final Set<String> AWAY_STATES = Set.of("25006", "40003", "55P03");
  private static final List<String> AWAY_CLASSES = List.of("08", "57P", "53", "58");
  private static final int DEEPEST_CAUSE = 20;

  /** What the pool says, without a state, of a connection that broke in the caller's hands. */
  private static final String GIVEN_UP = "Connection is closed";

  /** Null when the failure is not of the database. */
  static @Nullable SqlFailure of(Throwable failure) {
    Throwable at = failure;
    SqlFailure found = null;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (at instanceof SQLException sql) {
        SqlFailure here = of(sql);
        if (here != OTHER) {
          return here;
        }
        found = here;
      }
      at = at.getCause();
    }
    return found;
  }

  private static SqlFailure of(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals("57014")) {
      return CANCELLED;
    }
    if (CONFLICTS.contains(state)) {
      return CONFLICT;
    }
    if (UNSAFE.contains(state)) {
      return UNSAFE_TEXT;
    }
    return failure instanceof SQLTransientConnectionException
            || AWAY_STATES.contains(state)
            || AWAY_CLASSES.stream().anyMatch(state::startsWith)
            || (failure.getSQLState() == null && GIVEN_UP.equals(failure.getMessage()))
        ? AWAY
        : OTHER;
  }
}
