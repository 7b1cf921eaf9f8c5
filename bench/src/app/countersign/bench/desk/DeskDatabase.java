package app.countersign.bench.desk;

import app.countersign.testing.process.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The database that is measured, kept in a directory from run to run. */
final class DeskDatabase implements AutoCloseable {
  static final String NAME = "countersign";

  private final Cluster cluster;
  private final String name;
  private final Path logs;

  private DeskDatabase(Cluster cluster, String name, Path logs) {
    this.cluster = cluster;
    this.name = name;
    this.logs = logs;
  }

  static DeskDatabase start(Path directory) throws IOException, SQLException {
    Path whole = directory.toAbsolutePath();
    Path logs = whole.resolve("logs");
    Files.createDirectories(logs);
    Cluster cluster =
        Cluster.start(
            whole.resolve("cluster"),
            Map.of(
                "shared_buffers", "512MB",
                "max_wal_size", "4GB",
                "logging_collector", "on",
                "log_destination", "jsonlog",
                "log_directory", logs.toString(),
                "log_filename", "statements",
                "log_truncate_on_rotation", "off"));
    cluster.create(NAME);
    return new DeskDatabase(cluster, NAME, logs);
  }

  /** A database of this name beside it, empty or a copy of this one, in the place of an older. */
  DeskDatabase beside(String other, boolean isCopy) throws SQLException {
    DeskDatabase beside = new DeskDatabase(cluster, other, logs);
    beside.drop();
    executeAt(
        Cluster.OWNER,
        "CREATE DATABASE " + other + (isCopy ? " TEMPLATE " + name + " STRATEGY file_copy" : ""));
    return beside;
  }

  /** Takes away one that was made {@link #beside} another. */
  void drop() throws SQLException {
    executeAt(Cluster.OWNER, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  /** A connection of the owner, past the server. */
  Connection connect() throws SQLException {
    return cluster.connect(name);
  }

  String url() {
    return cluster.url(name);
  }

  int port() {
    return cluster.port();
  }

  /** Where the statements are, one JSON document a line, while they are logged. */
  Path statements() {
    return logs.resolve("statements.json");
  }

  void execute(String sql) throws SQLException {
    executeAt(name, sql);
  }

  private void executeAt(String database, String sql) throws SQLException {
    try (Connection connection = cluster.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
