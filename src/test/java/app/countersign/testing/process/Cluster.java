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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

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

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PID_FILE = "postmaster.pid";
  private static final int PID_FILE_SOCKETS = 4;
  private static final long PAUSE_NANOS = 2_000_000;

  private final EmbeddedPostgres postgres;
  private final Path directory;
  private List<String> command = List.of();

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

  /** Its first process, of which all others are children; nothing once it has ended. */
  public Optional<ProcessHandle> postmaster() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve(PID_FILE));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Ends it and everything that it runs as a power cut would ({@code SIGKILL}). */
  public void kill() throws IOException {
    Path file = directory.resolve(PID_FILE);
    List<String> lines = Files.readAllLines(file);
    ProcessHandle postmaster = postmaster().orElseThrow();
    List<ProcessHandle> family = postmaster.descendants().toList();
    command = command(postmaster);
    postmaster.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(Cluster::awaitEnd);
    awaitEnd(postmaster);
    // While nobody has asked how it ended it keeps its number and would be taken for alive.
    Files.delete(file);
    Files.deleteIfExists(
        Path.of(lines.get(PID_FILE_SOCKETS), ".s.PGSQL.%d.lock".formatted(port())));
  }

  /** Starts it after {@link #kill} on its data and port, and waits until it has recovered. */
  public void restart() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("restarted.log").toFile())
            .start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (Connection connection = connect(OWNER)) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        Thread.sleep(Duration.ofNanos(PAUSE_NANOS));
      }
    }
    throw new IllegalStateException("PostgreSQL does not come back: see restarted.log");
  }

  /** It refuses to run as root, who is nobody in a user's namespace of its own. */
  private static List<String> command(ProcessHandle postmaster) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(postmaster.info().command().orElseThrow());
    command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
    return command;
  }

  /** Not our child: it cannot be waited for, only looked at. */
  private static void awaitEnd(ProcessHandle process) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    // One whom nobody has asked how it ended has no command any more.
    while (process.isAlive() && process.info().command().isPresent() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
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
