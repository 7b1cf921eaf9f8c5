package app.countersign.platform.db;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's driver as the pool uses it: once it has reached the database it goes on trying when
 * it does not any more, twice a second, until the pool is closed. The pool by itself waits longer
 * and longer between its tries, and so leaves a database that is back unused for up to five
 * seconds. Whoever waits for a connection is refused by the pool in time all the same.
 */
public final class SteadyDriver implements Driver {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SteadyDriver.class);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final Driver driver;
  private volatile boolean hasConnected;

  /** Made by the pool, by its name. */
  public SteadyDriver() {
    this(new org.postgresql.Driver());
  }

  SteadyDriver(Driver driver) {
    this.driver = driver;
  }

  /**
   * A connection; waits for the database where it has been reached before.
   *
   * @throws SQLException where it has never been reached, or the thread is interrupted
   */
  @Override
  public @Nullable Connection connect(String url, Properties properties) throws SQLException {
    long pause = FIRST_PAUSE_MILLIS;
    boolean isAway = false;
    while (true) {
      try {
        Connection connection = driver.connect(url, properties);
        hasConnected = true;
        if (isAway) {
          LOG.info("The database is reached again.");
        }
        return connection;
      } catch (SQLException problem) {
        if (!hasConnected) {
          throw problem;
        }
        if (!isAway) {
          LOG.warn("The database is not reached: {}", problem.getMessage());
        }
        isAway = true;
        pause(pause, problem);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static void pause(long millis, SQLException problem) throws SQLException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      problem.addSuppressed(stopped);
      throw problem;
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
      throws SQLException {
    return driver.getPropertyInfo(url, properties);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
  }
}
