package app.countersign.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The plain counterpart of an operation: its own statements, word for word as the server executed
 * them, prepared once on one connection and executed in one transaction, every column read. Neither
 * a pool nor HTTP, no check and no mapping.
 */
final class Replay implements AutoCloseable {
  private final Connection connection;
  private final List<PreparedStatement> statements = new ArrayList<>();
  private final Values values;

  /** The values of each statement for one call. */
  interface Values {
    List<Object[]> of(int index);
  }

  Replay(Connection connection, List<String> sql, Values values) throws SQLException {
    if (sql.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to compare with");
    }
    this.connection = connection;
    this.values = values;
    connection.setAutoCommit(false);
    for (String statement : sql) {
      statements.add(connection.prepareStatement(statement));
    }
  }

  void run(int index) throws SQLException {
    List<Object[]> all = values.of(index);
    for (int number = 0; number < statements.size(); number++) {
      PreparedStatement statement = statements.get(number);
      Object[] bound = all.get(number);
      for (int place = 0; place < bound.length; place++) {
        statement.setObject(place + 1, bound[place]);
      }
      if (statement.execute()) {
        try (ResultSet rows = statement.getResultSet()) {
          read(rows);
        }
      } else if (statement.getUpdateCount() < 1) {
        throw new SQLException("changed nothing: " + statement);
      }
    }
    connection.commit();
  }

  private static void read(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int column = 1; column <= columns; column++) {
        rows.getString(column);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
