package app.countersign.testing.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A PostgreSQL of its own in a directory, durable as in production. */
public final class Cluster implements AutoCloseable {
  /** The superuser, who owns every database here. */
  public static final String OWNER = "postgres";

  private static final Map<String, String> DURABLE =
      Map.of(
          "fsync",
          "on",
          "synchronous_commit",
          "on",
          "full_page_writes",
          "on",
          "max_connections",
          "100");

  private final EmbeddedPostgres postgres;
  private final Path directory;

  private Cluster(EmbeddedPostgres postgres, Path directory) {
    this.postgres = postgres;
    this.directory = directory;
  }

  /**
   * Starts it, on the data of its last run where there is some.
   *
   * @param directory where its data is kept
   * @param configuration settings of the server beside those that make it durable
   */
  public static Cluster start(Path directory, Map<String, String> configuration)
      throws IOException {
    Path whole = directory.toAbsolutePath();
    Files.createDirectories(whole);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(whole).setCleanDataDirectory(false);
    DURABLE.forEach(builder::setServerConfig);
    configuration.forEach(builder::setServerConfig);
    return new Cluster(builder.start(), whole);
  }

  /** The database of this name, made where it is missing. */
  public void create(String database) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(OWNER, OWNER));
        Statement statement = connection.createStatement();
        ResultSet there =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + database + "'")) {
      if (!there.next()) {
        statement.execute("CREATE DATABASE " + database);
      }
    }
  }

  /** A connection of the owner, past every server. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database));
  }

  public String url(String database) {
    return postgres.getJdbcUrl(OWNER, database);
  }

  public int port() {
    return postgres.getPort();
  }

  /** Where its data is. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
