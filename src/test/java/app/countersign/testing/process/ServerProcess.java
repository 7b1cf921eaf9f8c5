package app.countersign.testing.process;

import java.io.File;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server with production settings, in a process of its own. */
public final class ServerProcess implements AutoCloseable {
  /** What every server here signs its tokens with. */
  public static final String SECRET = "a secret that guards nothing but a test";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * How it is started.
   *
   * @param databaseUrl the database, as the owner connects to it
   * @param log the file that its output is appended to
   * @param command what is run, such as {@link #ofClasses}
   * @param environment variables beside those that every production server is given
   */
  public record Start(
      String databaseUrl, Path log, List<String> command, Map<String, String> environment) {
    public Start {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /** The command that runs the classes of this process without those of tests and harnesses. */
  public static List<String> ofClasses(List<String> javaArguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(javaArguments);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", classPath(), "app.countersign.Application"));
    return command;
  }

  /** The program of the Java virtual machine that this process runs on. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Starts one on a free port and waits until it answers. */
  public static ServerProcess start(Start start) throws IOException, InterruptedException {
    return start(start, freePort());
  }

  /** Starts one on this port and waits until it answers. */
  public static ServerProcess start(Start start, int port)
      throws IOException, InterruptedException {
    ServerProcess server = launch(start, port);
    server.await();
    return server;
  }

  /** Starts one on this port and waits for nothing. */
  public static ServerProcess launch(Start start, int port) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(start.command()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(start.log().toFile()));
    Map<String, String> variables = builder.environment();
    variables.put("MICRONAUT_ENVIRONMENTS", "prod");
    variables.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    variables.put("JDBC_URL", start.databaseUrl());
    variables.put("JDBC_USER", Cluster.OWNER);
    variables.put("JDBC_PASSWORD", "none");
    variables.put("COUNTERSIGN_SIGNING_SECRET", SECRET);
    variables.putAll(start.environment());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ServerProcess(process, URI.create("http://127.0.0.1:" + port));
  }

  public URI uri() {
    return uri;
  }

  /** Whether it runs and says that it can serve. */
  public boolean isReady() throws InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(uri.resolve("/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return process.isAlive() && http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A figure of {@code /prometheus}, summed over its labels. */
  public double metric(String name) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(uri.resolve("/prometheus")).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Resident memory in MiB; NaN where the system does not tell. */
  public double residentMib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1024.0 : Double.NaN;
  }

  /** Processor time so far. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended by itself; with which code. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it as a power cut would ({@code SIGKILL}). */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_WITHIN)) {
        kill();
      }
    } catch (InterruptedException stopped) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (isReady()) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    kill();
    throw new IllegalStateException("the server does not answer: see its log");
  }

  /** A port that nobody listens at. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** This process's classes without those of tests and harnesses. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("target/bench"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
