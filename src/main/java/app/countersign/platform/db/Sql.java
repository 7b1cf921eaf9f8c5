package app.countersign.platform.db;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.data.jdbc.runtime.PreparedStatementCallback;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one statement: values are bound as {@link Parameters} says, rows are read by a {@link
 * RowMapper}. A statement joins the transaction that is running, or borrows a connection of its
 * own.
 */
@Singleton
public class Sql {
  private final JdbcOperations jdbc;

  public Sql(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** What pages are fetched through. */
  public JdbcOperations jdbc() {
    return jdbc;
  }

  /** Every row of a query, or of what a change returns. */
  public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.bind(statement, Arrays.asList(values));
            try (ResultSet rows = statement.executeQuery()) {
              return read(rows, mapper);
            }
          }
        });
  }

  private static <T> List<T> read(ResultSet rows, RowMapper<T> mapper) throws SQLException {
    List<T> found = new ArrayList<>();
    while (rows.next()) {
      found.add(mapper.map(rows));
    }
    return found;
  }

  /** The first row; null when there is none. */
  public <T> @Nullable T first(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    List<T> found = list(sql, mapper, values);
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * Executes the first statement for what it waits for and locks, and then the second, for one way
   * to the database and back; answers every row of the second, which sees what was committed until
   * the first was done. The values are those of both, in order.
   */
  public <T> List<T> listAfter(
      String first, String second, RowMapper<T> mapper, @Nullable Object... values) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(first + ";" + second)) {
            Parameters.bind(statement, Arrays.asList(values));
            try (ResultSet rows = PlannedQuery.second(statement)) {
              return read(rows, mapper);
            }
          }
        });
  }

  /**
   * As {@link #list}, for a query of which it depends on the values which way through the indexes
   * is the fast one: the database plans it for them.
   */
  public <T> List<T> listForValues(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    return listAfter(PlannedQuery.FOR_VALUES, sql, mapper, values);
  }

  /** How many rows a change touched. */
  public int update(String sql, @Nullable Object... values) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.bind(statement, Arrays.asList(values));
            return statement.executeUpdate();
          }
        });
  }

  /** One statement in the caller's own hands, for what the others do not do. */
  public <R> R prepared(String sql, PreparedStatementCallback<R> work) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.call(statement);
          }
        });
  }

  /** One statement for many sets of values, in one batch. */
  public void batch(String sql, List<? extends List<? extends @Nullable Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<? extends @Nullable Object> values : rows) {
              Parameters.bind(statement, values);
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }
}
