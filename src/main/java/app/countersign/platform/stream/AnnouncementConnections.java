package app.countersign.platform.stream;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections to the database that is served from, outside of the pool. */
@Singleton
final class AnnouncementConnections {
  /** By which the connection is known at the database. */
  static final String NAME = "countersign announcements";

  private static final String CONNECT_SECONDS = "10";

  private final String url;
  private final String user;
  private final String password;

  AnnouncementConnections(
      @Property(name = "datasources.default.url") String url,
      @Property(name = "datasources.default.username") String user,
      @Property(name = "datasources.default.password", defaultValue = "") String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", NAME);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    return DriverManager.getConnection(url, properties);
  }
}
