package app.countersign.platform.db.source;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;

/** The database that is served from. */
@Singleton
public final class Database {
  private final JdbcOperations jdbc;
  private final Origin origin;

  Database(JdbcOperations jdbc, Origin origin) {
    this.jdbc = jdbc;
    this.origin = origin;
  }

  /** Which database it is; asks the server for its version. */
  public DatabaseDescription describe() {
    return jdbc.execute(
        connection -> {
          String version = connection.getMetaData().getDatabaseProductVersion();
          return new DatabaseDescription(version.replaceFirst(" .*", ""), origin);
        });
  }
}
