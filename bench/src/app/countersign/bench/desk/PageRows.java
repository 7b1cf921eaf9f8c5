package app.countersign.bench.desk;

import app.countersign.platform.db.Json;
import app.countersign.testing.process.ServerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page far down, and a page with its count, against the first page. */
final class PageRows {
  private static final int FAR = 10_000;

  private final ServerProcess server;
  private final String token;
  private final Duration time;
  private final DeskReport report;

  PageRows(ServerProcess server, String token, Duration time, DeskReport report) {
    this.server = server;
    this.token = token;
    this.time = time;
    this.report = report;
  }

  void measure() throws Exception {
    Load one = new Load(server.uri(), token, 1);
    byte[] first = DeskOperations.body(DeskOperations.QUEUE);
    Map<String, String> after = Map.of();
    int page = 1;
    while (page < FAR && next(after) instanceof String cursor) {
      after = Map.of("after", cursor);
      page++;
    }
    byte[] near = DeskOperations.body(DeskOperations.ALL);
    byte[] far = DeskOperations.body(DeskOperations.ALL, after);
    byte[] total = DeskOperations.body(DeskOperations.QUEUE_TOTAL);
    one.run(time, _ -> total);
    one.run(time, _ -> far);
    Rate plain = one.run(time, _ -> first);
    Rate counted = one.run(time, _ -> total);
    Rate begin = one.run(time, _ -> near);
    Rate deep = one.run(time, _ -> far);
    report.figure(
        "page %,d against page 1, p50".formatted(page), deep.p50() / begin.p50(), "x", "<= 1.3");
    report.figure(
        "page 1 with totalCount against without, p50", counted.p50() / plain.p50(), "x", "<= 2");
    report.figure("resident memory after all of this", server.residentMib(), "MiB", "");
  }

  /** The cursor of the page behind this one; null where there is none. */
  private @Nullable String next(Map<String, String> after) throws IOException {
    byte[] request = DeskOperations.body(DeskOperations.WALK, after);
    JsonNode info =
        Json.mapper()
            .readTree(DeskSession.once(server.uri(), token, request))
            .at("/data/recommendations/pageInfo");
    return info.path("hasNextPage").asBoolean() ? info.path("endCursor").asText() : null;
  }
}
