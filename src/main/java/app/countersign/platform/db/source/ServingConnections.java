package app.countersign.platform.db.source;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections outside of the pool, as the role that serves: for what holds one for long. */
@Singleton
public final class ServingConnections {
  private final DatasourceConfiguration pool;

  ServingConnections(DatasourceConfiguration pool) {
    this.pool = pool;
  }

  /**
   * A connection of its own, to be closed by the caller.
   *
   * @param purpose what the server's list of connections calls it
   */
  public Connection open(String purpose) throws SQLException {
    Properties properties = new Properties();
    pool.getDataSourceProperties()
        .forEach((name, value) -> properties.setProperty(name.toString(), value.toString()));
    properties.setProperty("user", pool.getUsername());
    properties.setProperty("password", pool.getPassword());
    properties.setProperty("ApplicationName", purpose);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }
}
