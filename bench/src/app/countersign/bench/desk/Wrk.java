package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers by {@code wrk}, who take little of the processors that they share with what is measured:
 * as many connections, each asking one after another, in one thread.
 */
final class Wrk {
  private static final Path SCRIPT = Path.of("bench/wrk.lua");

  private final URI server;
  private final String token;
  private final int clients;
  private final Path folder;

  Wrk(URI server, String token, int clients, Path folder) {
    this.server = server;
    this.token = token;
    this.clients = clients;
    this.folder = folder;
  }

  static boolean isThere() {
    return Programs.isThere("wrk");
  }

  /** Asks for these in turn, again and again, for so long. */
  Rate run(Duration time, List<byte[]> requests) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path bodies = folder.resolve("bodies");
    List<String> lines = new ArrayList<>();
    for (byte[] request : requests) {
      lines.add(new String(request, StandardCharsets.UTF_8));
    }
    Files.write(bodies, lines);
    ProcessBuilder builder =
        new ProcessBuilder(
            "wrk",
            "--threads=1",
            "--connections=" + clients,
            "--duration=" + time.toSeconds(),
            "--timeout=30",
            "--script=" + SCRIPT,
            server.resolve("/graphql").toString());
    builder.environment().put("BODIES", bodies.toString());
    builder.environment().put("TOKEN", token);
    String said = Programs.output(builder);
    JsonNode figures = Json.mapper().readTree(said.substring(said.lastIndexOf("\n{") + 1));
    if (figures.path("wrong").asLong(1) != 0) {
      throw new IllegalStateException("wrk had answers that refuse or fail: " + said);
    }
    long calls = figures.path("calls").asLong();
    return new Rate(
        calls,
        calls * 1e6 / figures.path("micros").asDouble(),
        figures.path("p50").asDouble() / 1e3,
        figures.path("p99").asDouble() / 1e3);
  }
}
