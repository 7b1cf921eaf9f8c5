package app.countersign.platform.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The pool as a request sees it: what is borrowed under a {@link Deadline} is cancelled when that
 * passes, and what is executed under a {@link StatementCounter} is counted. Where there is neither,
 * the pool's own connection is given out and nothing is in its way.
 */
final class RequestAwareDataSource implements DataSource {
  private final DataSource pool;

  RequestAwareDataSource(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return borrowed(pool.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return borrowed(pool.getConnection(user, password));
  }

  private static Connection borrowed(Connection connection) throws SQLException {
    Deadline deadline = Deadline.current();
    StatementCounter counter = StatementCounter.current();
    if (deadline == null && counter == null) {
      return connection;
    }
    return BorrowedConnection.wrap(connection, lease(connection, deadline), counter);
  }

  private static @Nullable ConnectionLease lease(Connection connection, @Nullable Deadline deadline)
      throws SQLException {
    if (deadline == null) {
      return null;
    }
    try {
      if (deadline.hasPassed()) {
        throw new SQLTimeoutException("The request's time is over.");
      }
      return ConnectionLease.begin(connection.unwrap(PGConnection.class), deadline);
    } catch (SQLException problem) {
      connection.close();
      throw problem;
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(pool) ? type.cast(pool) : pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(pool) || pool.isWrapperFor(type);
  }
}
