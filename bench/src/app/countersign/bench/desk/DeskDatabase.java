package app.countersign.bench.desk;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of its own, durable as in production, kept in a directory from run to run. */
final class DeskDatabase implements AutoCloseable {
  static final String OWNER = "postgres";
  static final String NAME = "countersign";

  private final EmbeddedPostgres postgres;
  private final Path logs;

  private DeskDatabase(EmbeddedPostgres postgres, Path logs) {
    this.postgres = postgres;
    this.logs = logs;
  }

  static DeskDatabase start(Path directory) throws IOException, SQLException {
    Path whole = directory.toAbsolutePath();
    Files.createDirectories(whole);
    Path logs = whole.resolve("logs");
    Files.createDirectories(logs);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(whole.resolve("cluster"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "100")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_directory", logs.toString())
            .setServerConfig("log_filename", "statements")
            .setServerConfig("log_truncate_on_rotation", "off")
            .start();
    DeskDatabase database = new DeskDatabase(postgres, logs);
    try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(OWNER, OWNER));
        Statement statement = connection.createStatement();
        ResultSet there =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
      if (!there.next()) {
        statement.execute("CREATE DATABASE " + NAME);
      }
    }
    return database;
  }

  /** A connection of the owner, past the server. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  String url() {
    return postgres.getJdbcUrl(OWNER, NAME);
  }

  int port() {
    return postgres.getPort();
  }

  /** Where the statements are, one JSON document a line, while they are logged. */
  Path statements() {
    return logs.resolve("statements.json");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
