package app.countersign.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one row into a value; {@link Rows} has the readers for single columns. */
@FunctionalInterface
public interface RowMapper<T> {
  /** The value of the row the result set stands on. */
  T map(ResultSet row) throws SQLException;
}
