package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import app.countersign.testing.process.KeptConnection;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts of the jar with the JDK's cache, by the launcher that is shipped: from the process's begin
 * to the answer of a query over HTTP by somebody signed in, and what it holds when it then idles.
 */
final class StartRows {
  private static final int STARTS = 5;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TRAINING = "countersign_training";
  private static final Path LAUNCHER = Path.of("src/main/launcher/countersign");
  private static final Path TRAIN = Path.of("src/main/launcher/train");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final DeskDatabase database;
  private final String token;
  private final String secret;
  private final Path log;
  private final DeskReport report;

  /**
   * Of servers on a database that another serves as well.
   *
   * @param token of somebody signed in there
   */
  StartRows(DeskDatabase database, String token, String secret, Path log, DeskReport report) {
    this.database = database;
    this.token = token;
    this.secret = secret;
    this.log = log;
    this.report = report;
  }

  /** The start's wall and processor time, middle of some, and the resident memory at idle. */
  void measure() throws Exception {
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      report.figure("start: no jar of this code in target; mvn package makes it", 0, "", "");
      return;
    }
    Path cache = trained(jar.get());
    List<Double> seconds = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int start = 0; start <= STARTS; start++) {
      boolean isLast = start == STARTS;
      Started started = start(jar.get(), cache, isLast);
      // The first reads the files from the disk.
      if (start > 0) {
        seconds.add(started.seconds());
        processor.add(started.processorSeconds());
      }
      if (isLast) {
        report.figure("resident memory, idle", started.residentMib(), "MiB", "<= 256");
      }
    }
    report.figure("start to first answer, jar with its cache", middle(seconds), "s", "<= 1.5");
    report.figure("processor time until then", middle(processor), "s", "");
  }

  /** The jar, unless classes were compiled after it. */
  private static Optional<Path> jar() throws IOException {
    Path target = Path.of("target");
    Path compiled = target.resolve("classes/app/countersign/Application.class");
    try (Stream<Path> files = Files.list(target)) {
      Optional<Path> jar =
          files
              .filter(file -> file.getFileName().toString().matches("countersign-[0-9].*\\.jar"))
              .findFirst();
      if (jar.isEmpty() || !Files.exists(compiled)) {
        return jar;
      }
      boolean isNewer =
          Files.getLastModifiedTime(jar.get()).compareTo(Files.getLastModifiedTime(compiled)) >= 0;
      return isNewer ? jar : Optional.<Path>empty();
    }
  }

  /** The cache of the jar, made as the image's is, on an empty database. */
  private Path trained(Path jar) throws Exception {
    Path cache = Path.of("target/bench/countersign.aot").toAbsolutePath();
    if (Files.exists(cache)
        && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0) {
      return cache;
    }
    database.execute("DROP DATABASE IF EXISTS " + TRAINING);
    database.execute("CREATE DATABASE " + TRAINING);
    Files.createDirectories(cache.resolveSibling("."));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder training =
        builder(
            List.of(
                "bash",
                TRAIN.toString(),
                cache.toString(),
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toAbsolutePath().toString()),
            freePort(),
            database.url().replace("/" + DeskDatabase.NAME, "/" + TRAINING));
    int code = training.start().waitFor();
    database.execute("DROP DATABASE " + TRAINING);
    if (code != 0) {
      throw new IllegalStateException("training ended with " + code + ": see " + log);
    }
    return cache;
  }

  private Started start(Path jar, Path cache, boolean isToIdle) throws Exception {
    int port = freePort();
    ProcessBuilder builder = builder(List.of("sh", LAUNCHER.toString()), port, database.url());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "COUNTERSIGN_JAR", jar.toString(),
                "COUNTERSIGN_AOT_CACHE", cache.toString()));
    long begin = System.nanoTime();
    Process server = builder.start();
    try {
      answer(server, URI.create("http://127.0.0.1:" + port));
      double seconds = (System.nanoTime() - begin) / 1e9;
      double processor = server.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
      if (isToIdle) {
        Thread.sleep(IDLE);
      }
      return new Started(seconds, processor, residentMib(server));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void answer(Process server, URI uri) throws Exception {
    byte[] page = DeskOperations.body(DeskOperations.QUEUE, Map.of());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (!server.isAlive()) {
        throw new IllegalStateException("the server ended: " + server.exitValue());
      }
      try (KeptConnection connection = new KeptConnection(uri, token)) {
        connection.ask(page);
        if (Json.mapper().readTree(connection.text()).at("/data/recommendations").isMissingNode()) {
          throw new IllegalStateException("no answer: " + connection.text());
        }
        return;
      } catch (ConnectException _) {
        Thread.sleep(2);
      }
    }
    throw new IllegalStateException("the server does not answer");
  }

  private ProcessBuilder builder(List<String> command, int port, String url) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    File output = log.toFile();
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder
        .environment()
        .putAll(
            Map.of(
                "MICRONAUT_ENVIRONMENTS",
                "prod",
                "MICRONAUT_SERVER_PORT",
                Integer.toString(port),
                "JDBC_URL",
                url,
                "JDBC_USER",
                DeskDatabase.OWNER,
                "JDBC_PASSWORD",
                secret,
                "COUNTERSIGN_SIGNING_SECRET",
                secret));
    return builder;
  }

  private static double residentMib(Process server) throws IOException {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : Double.NaN;
  }

  private static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private record Started(double seconds, double processorSeconds, double residentMib) {}
}
