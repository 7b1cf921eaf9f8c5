package app.countersign.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium of our own, with an empty profile that goes when it does. */
final class ChromiumProcess implements AutoCloseable {
  private static final long POLL_MILLIS = 50;
  private static final long EXIT_SECONDS = 5;

  private final Process process;
  private final Path profile;

  private ChromiumProcess(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /** Starts it. Its own calls to the outside are switched off: they would only add noise. */
  static ChromiumProcess start(Path executable, int width, int height) throws IOException {
    Path profile = Files.createTempDirectory("chromium");
    ProcessBuilder builder =
        new ProcessBuilder(
            executable.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            "--window-size=" + width + "," + height,
            "--user-data-dir=" + profile,
            "--remote-debugging-port=0",
            "about:blank");
    builder.redirectErrorStream(true).redirectOutput(profile.resolve("log").toFile());
    return new ChromiumProcess(builder.start(), profile);
  }

  /** The debugging socket of its one page. */
  URI pageSocket(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Path portFile = profile.resolve("DevToolsActivePort");
    while (System.nanoTime() < deadline && process.isAlive()) {
      List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
      if (lines.size() == 2) {
        for (JsonNode target : targets(Integer.parseInt(lines.getFirst()))) {
          if (target.get("type").asText().equals("page")) {
            return URI.create(target.get("webSocketDebuggerUrl").asText());
          }
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("Chromium did not start: " + Files.readString(profile.resolve("log")));
  }

  private static JsonNode targets(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    for (ProcessHandle member : family) {
      try {
        member.onExit().get(EXIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        member.destroyForcibly();
      }
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
