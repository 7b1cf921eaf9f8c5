package app.countersign.survive;

import app.countersign.testing.Folders;
import app.countersign.testing.Waiting;
import app.countersign.testing.process.Cluster;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where promises are tried: one PostgreSQL for all, a database for each, servers as needed. */
final class Stage implements AutoCloseable {
  /** The first administrator of each database. */
  static final String ADMINISTRATOR = "olivia@survive.example";

  static final String PASSWORD = "correct horse battery";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "COUNTERSIGN_ADMIN_EMAIL",
          ADMINISTRATOR,
          "COUNTERSIGN_ADMIN_PASSWORD",
          PASSWORD,
          "COUNTERSIGN_SIGN_IN_ACCESS_LIFETIME",
          "PT6H",
          "COUNTERSIGN_RATE_LIMIT_PER_ACTOR_PER_MINUTE",
          "100000000");
  private static @Nullable Stage shared;

  private final Path directory;
  private final Cluster cluster;
  private final Scale scale;

  private Stage(Path directory, Cluster cluster, Scale scale) {
    this.directory = directory;
    this.cluster = cluster;
    this.scale = scale;
  }

  /** A stage in a directory of its own. */
  static Stage open(Scale scale) throws IOException {
    Path directory = Files.createTempDirectory("countersign-survive");
    return new Stage(directory, Cluster.start(directory.resolve("cluster"), Map.of()), scale);
  }

  /** The one for all tests of this process. */
  static synchronized Stage shared() throws IOException {
    if (shared == null) {
      Stage opened = open(Scale.SHORT);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      opened.close();
                    } catch (IOException leftOver) {
                      throw new java.io.UncheckedIOException(leftOver);
                    }
                  }));
      shared = opened;
    }
    return shared;
  }

  Scale scale() {
    return scale;
  }

  Cluster cluster() {
    return cluster;
  }

  /** A place for files of this run. */
  Path directory() {
    return directory;
  }

  /** A server on the database of this name, which is made where it is missing. */
  ServerProcess server(String database, Map<String, String> environment) throws Exception {
    ServerProcess server = ServerProcess.start(start(database, environment));
    awaitAdministrator(database);
    return server;
  }

  /** A server listens a moment before it has made the first account. */
  void awaitAdministrator(String database) throws SQLException {
    try (Connection owner = cluster.connect(database);
        Statement statement = owner.createStatement()) {
      Waiting.until(
          () -> {
            try (ResultSet person = statement.executeQuery("SELECT FROM person LIMIT 1")) {
              return person.next();
            } catch (SQLException problem) {
              throw new IllegalStateException(problem);
            }
          });
    }
  }

  /** How {@link #server} starts one. */
  ServerProcess.Start start(String database, Map<String, String> environment) throws SQLException {
    cluster.create(database);
    Map<String, String> all = new HashMap<>(ENVIRONMENT);
    all.putAll(environment);
    return new ServerProcess.Start(
        cluster.url(database),
        directory.resolve(database + ".log"),
        ServerProcess.ofClasses(List.of("-Xmx512m")),
        all);
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    Folders.delete(directory);
  }
}
