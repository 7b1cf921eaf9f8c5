package app.countersign.platform.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A query and how the database plans it. The pool's connections plan each statement once, whatever
 * its values: planning a page of the queue takes longer than reading it. Where it depends on the
 * values which way is the fast one, the statement is planned for them, each time it is executed.
 *
 * @param sql what is prepared
 * @param isForValues whether a statement that says so goes ahead of the query, on the same way to
 *     the database
 */
record PlannedQuery(String sql, boolean isForValues) {
  /** Has the rest of the transaction, which may be this one statement, planned for its values. */
  static final String FOR_VALUES =
      "select set_config('plan_cache_mode', 'force_custom_plan', true)";

  static PlannedQuery of(String query, boolean isForValues) {
    return new PlannedQuery(isForValues ? FOR_VALUES + ";" + query : query, isForValues);
  }

  /** Executes what was prepared of {@link #sql} and bound. */
  ResultSet execute(PreparedStatement statement) throws SQLException {
    return isForValues ? second(statement) : statement.executeQuery();
  }

  /** Executes two statements that were prepared as one; the rows of the second. */
  static ResultSet second(PreparedStatement statement) throws SQLException {
    statement.execute();
    statement.getMoreResults();
    return statement.getResultSet();
  }
}
