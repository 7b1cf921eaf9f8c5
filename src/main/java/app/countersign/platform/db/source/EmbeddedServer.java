package app.countersign.platform.db.source;

import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that this process runs on a directory of its own, with durability on. The
 * directory holds the cluster, the port (chosen once and kept, so that a server that outlived a
 * killed process is found again), and a lock that one process at a time holds.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final String DATABASE = "countersign";
  private static final int PID_FILE_PORT = 3;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final FileChannel lock;
  private final EmbeddedPostgres postgres;

  private EmbeddedServer(FileChannel lock, EmbeddedPostgres postgres) {
    this.lock = lock;
    this.postgres = postgres;
  }

  /**
   * Starts the server on the directory, which is made where it does not exist.
   *
   * @throws StartRefused where another process has the directory, or the server does not start
   */
  static EmbeddedServer start(Path directory) {
    FileChannel lock = lock(directory);
    EmbeddedServer server;
    try {
      server = new EmbeddedServer(lock, postgres(directory));
    } catch (IOException | IllegalStateException problem) {
      release(lock);
      throw refused(directory, problem);
    }
    try {
      server.prepare(directory.resolve("cluster"));
      return server;
    } catch (IOException | SQLException problem) {
      server.close();
      throw refused(directory, problem);
    } catch (StartRefused refused) {
      // Not ours to stop.
      release(lock);
      throw refused;
    }
  }

  /** The login that owns everything. */
  Login owner() {
    return login(DATABASE);
  }

  int port() {
    return postgres.getPort();
  }

  /** Stops the server and lets go of the directory; a second call does nothing. */
  @Override
  public void close() {
    try (lock) {
      postgres.close();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Has the server stopped when the process ends, after the context has let go of its connections
   * or a while after the end began.
   */
  void closeAfter(ApplicationContext context) {
    Runnable stop =
        () -> {
          long latest = System.nanoTime() + LONGEST_STOP.toNanos();
          while (context.isRunning() && System.nanoTime() < latest) {
            LockSupport.parkNanos(PAUSE.toNanos());
          }
          close();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "embedded-postgres-stop"));
  }

  private Login login(String database) {
    return new Login(
        "jdbc:postgresql://localhost:%d/%s".formatted(port(), database), SUPERUSER, "");
  }

  private static EmbeddedPostgres postgres(Path directory) throws IOException {
    Path cluster = directory.resolve("cluster");
    Path isComplete = directory.resolve("complete");
    if (Files.notExists(isComplete)) {
      // A first start that was cut short leaves a cluster that is none.
      delete(cluster);
    }
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(cluster)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port(directory))
            .setPGStartupWait(LONGEST_START)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "100")
            .start();
    Files.writeString(isComplete, "");
    return postgres;
  }

  /** Makes the database at the first start, in the cluster that really is ours. */
  private void prepare(Path cluster) throws SQLException, IOException {
    try (Connection connection = login(SUPERUSER).connect();
        Statement statement = connection.createStatement()) {
      Path actual = Path.of(single(statement, "show data_directory"));
      if (!actual.toRealPath().equals(cluster.toRealPath())) {
        throw new StartRefused(
            "Port %d, which the database in %s wants, is taken by another PostgreSQL, the one in %s; stop that one first."
                .formatted(port(), cluster.getParent(), actual));
      }
      String exists =
          "select exists (select 1 from pg_database where datname = '%s')".formatted(DATABASE);
      if (single(statement, exists).equals("f")) {
        statement.execute("create database " + DATABASE);
      }
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static FileChannel lock(Path directory) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve("lock");
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StartRefused(
            "The database in %s is in use by another Countersign: stop that one, or name another directory in %s."
                .formatted(directory, DatabaseProperty.DIRECTORY.variable()));
      }
      return channel;
    } catch (IOException problem) {
      throw new StartRefused(
          "The directory %s cannot be used for the database: %s"
              .formatted(directory, problem.getMessage()));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static StartRefused refused(Path directory, Exception problem) {
    return new StartRefused(
        "The embedded PostgreSQL does not start in %s: %s"
            .formatted(directory, problem.getMessage()));
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * The port written down at the first start; another where something else listens on it by now.
   */
  private static int port(Path directory) throws IOException {
    Path file = directory.resolve("port");
    if (Files.exists(file)) {
      int kept = Integer.parseInt(Files.readString(file).strip());
      if (isFree(kept) || isOutlived(directory.resolve("cluster/postmaster.pid"), kept)) {
        return kept;
      }
    }
    int port = freePort();
    Files.writeString(file, port + "\n");
    return port;
  }

  /** Whether the server that an earlier, killed process started still runs: it is taken over. */
  private static boolean isOutlived(Path pidFile, int port) throws IOException {
    if (Files.notExists(pidFile)) {
      return false;
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.size() > PID_FILE_PORT
        && lines.get(PID_FILE_PORT).strip().equals(Integer.toString(port))
        && ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).isPresent();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
