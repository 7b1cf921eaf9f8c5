package app.countersign.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two servers, each a process of its own with production settings, on one durable PostgreSQL. */
final class ChatServers implements AutoCloseable {
  private static final String OWNER = "postgres";
  private static final String DATABASE = "countersign";
  private static final int SECRET_BYTES = 32;
  private static final Duration START_WITHIN = Duration.ofMinutes(10);

  private final Path directory;
  private final ChatOptions options;
  private final EmbeddedPostgres postgres;
  private final String secret = random();
  private final List<Running> servers = new ArrayList<>();

  /** A server as a process. */
  record Running(Process process, URI uri) {
    /** Processor time so far, in milliseconds. */
    long cpuMillis() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }
  }

  private ChatServers(Path directory, ChatOptions options, EmbeddedPostgres postgres) {
    this.directory = directory;
    this.options = options;
    this.postgres = postgres;
  }

  static ChatServers start(ChatOptions options) throws Exception {
    Path directory = Files.createTempDirectory("countersign-chat-bench");
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("cluster"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "100");
    options.database().forEach(builder::setServerConfig);
    EmbeddedPostgres postgres = builder.start();
    ChatServers all = new ChatServers(directory, options, postgres);
    try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(OWNER, OWNER));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    }
    all.add();
    all.add();
    return all;
  }

  Running first() {
    return servers.getFirst();
  }

  Running second() {
    return servers.get(1);
  }

  /** What tokens are signed with. */
  String signingSecret() {
    return secret;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(postgres.getJdbcUrl(OWNER, DATABASE));
  }

  /** The database's first process, of which all others are children. */
  Optional<ProcessHandle> database() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("cluster/postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Another second server in the place of one that was killed. */
  void renewSecond() throws Exception {
    servers.removeLast();
    add();
  }

  private void add() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(List.of(System.getProperty("bench.java")));
    command.addAll(options.java());
    command.addAll(
        List.of(
            "-Xmx700m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dmicronaut.environments=prod",
            "-Dmicronaut.server.port=" + port,
            "-Dcountersign.rate-limit.action-factor=100000",
            "-Dcountersign.rate-limit.per-actor-per-minute=100000000",
            "-Dcountersign.store.folder=" + directory.resolve("documents"),
            "-cp",
            System.getProperty("java.class.path"),
            "app.countersign.Application"));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("JDBC_URL", postgres.getJdbcUrl(OWNER, DATABASE));
    environment.put("JDBC_USER", OWNER);
    environment.put("JDBC_PASSWORD", "none");
    environment.put("COUNTERSIGN_SIGNING_SECRET", secret);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        options.log().toAbsolutePath().resolve("chat-server-%d.log".formatted(port)).toFile());
    Running running = new Running(builder.start(), URI.create("http://localhost:" + port));
    servers.add(running);
    Runtime.getRuntime().addShutdownHook(new Thread(running.process()::destroyForcibly));
    awaitHealth(running);
  }

  private static void awaitHealth(Running running) throws Exception {
    long end = System.nanoTime() + START_WITHIN.toNanos();
    HttpRequest health = HttpRequest.newBuilder(running.uri().resolve("/health")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && running.process().isAlive()) {
        try {
          if (http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // It is still starting.
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new IllegalStateException("a server does not start; see its log");
  }

  @Override
  public void close() throws IOException {
    for (Running server : servers) {
      server.process().destroyForcibly().onExit().join();
    }
    postgres.close();
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private static String random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
