package app.countersign.bench.desk;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as it is in production, in a process of its own. */
final class PackagedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  private PackagedServer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param environment beside what every production server is given
   */
  static PackagedServer start(
      DeskDatabase database, String secret, Path log, Map<String, String> environment)
      throws Exception {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", System.getProperty("bench.classpath")));
    command.add("app.countersign.Application");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> variables = builder.environment();
    variables.put("MICRONAUT_ENVIRONMENTS", "prod");
    variables.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    variables.put("JDBC_URL", database.url());
    variables.put("JDBC_USER", DeskDatabase.OWNER);
    variables.put("JDBC_PASSWORD", secret);
    variables.put("COUNTERSIGN_SIGNING_SECRET", secret);
    variables.put("COUNTERSIGN_SIGN_IN_ACCESS_LIFETIME", "PT6H");
    variables.put("COUNTERSIGN_RATE_LIMIT_PER_ACTOR_PER_MINUTE", "100000000");
    variables.putAll(environment);
    PackagedServer server =
        new PackagedServer(builder.start(), URI.create("http://127.0.0.1:" + port));
    server.await();
    return server;
  }

  URI uri() {
    return uri;
  }

  /** A figure of {@code /prometheus}, summed over its labels. */
  double metric(String name) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri.resolve("/prometheus")).GET().build(),
            BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Resident memory in MiB; NaN where the system does not tell. */
  double residentMib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : Double.NaN;
  }

  /** Processor time the server has taken so far. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(Duration.ofSeconds(20))) {
      process.destroyForcibly();
    }
    http.close();
  }

  private void await() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest ready = HttpRequest.newBuilder(uri.resolve("/health/readiness")).GET().build();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the server ended: " + process.exitValue());
      }
      try {
        if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      Thread.sleep(50);
    }
    close();
    throw new IllegalStateException("the server does not answer");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
