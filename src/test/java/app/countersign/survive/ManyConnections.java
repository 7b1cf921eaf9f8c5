package app.countersign.survive;

import app.countersign.testing.process.Caller;
import app.countersign.testing.process.KeptConnection;
import app.countersign.testing.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** As many WebSockets that listen, and as many HTTP connections that do nothing, held. */
final class ManyConnections implements Promise {
  private static final String DATABASE = "many_connections";
  private static final double MOST_GROWTH = 1.25;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);
  private static final byte[] NOTHING =
      "{\"query\":\"{ __typename }\"}".getBytes(StandardCharsets.UTF_8);

  @Override
  public String words() {
    return "a thousand connections are held, each told everything";
  }

  @Override
  public void check(Stage stage, Findings findings) throws Exception {
    int count = stage.scale().of(100, 1_000);
    Map<String, String> environment =
        Map.of(
            "COUNTERSIGN_GRAPHQL_SOCKET_CONNECTIONS_PER_ACTOR", "2000",
            "COUNTERSIGN_RATE_LIMIT_ACTION_FACTOR", "1000");
    List<KeptConnection> idle = new ArrayList<>();
    HttpClient http = HttpClient.newHttpClient();
    try (ServerProcess server = stage.server(DATABASE, environment)) {
      double before = server.residentMib();
      String token = Customer.signedUp(stage, DATABASE, server.uri()).token();
      Caller caller = new Caller(server.uri(), token);
      String chat =
          caller
              .ask(
                  "mutation { createGroup(input: {title: \"Many\"}) { chat { id } userErrors { code"
                      + " } } }",
                  Map.of())
              .done()
              .at("/chat/id")
              .asText();
      List<Listening> listeners = listeners(http, server.uri(), token, chat, count);
      for (int number = 0; number < count; number++) {
        idle.add(new KeptConnection(server.uri(), token));
        idle.getLast().send(NOTHING);
      }
      tell(caller, chat, listeners, findings);
      double opened = server.residentMib();
      // A connection that asks nothing for five minutes is closed.
      long end = System.nanoTime() + Duration.ofSeconds(stage.scale().of(2, 240)).toNanos();
      while (System.nanoTime() < end) {
        tell(caller, chat, listeners, findings);
        Thread.sleep(Duration.ofSeconds(1));
      }
      holds(server, listeners, idle, findings);
      double after = server.residentMib();
      findings.figure(
          "resident memory",
          "%.0f MiB before, %.0f with %d WebSockets and %d idle connections, %.0f at the end"
              .formatted(before, opened, count, count, after));
      findings.hold(
          stage.scale() == Scale.SHORT || !(after > opened * MOST_GROWTH),
          "memory grew from %.0f to %.0f MiB".formatted(opened, after));
    } finally {
      // Closing would wait until each WebSocket has ended by itself.
      http.shutdownNow();
      for (KeptConnection connection : idle) {
        connection.close();
      }
    }
  }

  private static List<Listening> listeners(
      HttpClient http, URI server, String token, String chat, int count) {
    List<CompletableFuture<Listening>> opening = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      opening.add(Listening.to(http, server, token, chat));
      if (number % 50 == 49) {
        opening.getLast().join();
      }
    }
    return opening.stream().map(CompletableFuture::join).toList();
  }

  /** Something is said, and everybody must hear it. */
  private static void tell(Caller caller, String chat, List<Listening> listeners, Findings findings)
      throws Exception {
    String text = "heard " + UUID.randomUUID();
    caller
        .ask(
            "mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id }"
                + " userErrors { code } } }",
            Map.of("input", Map.of("chatId", chat, "text", text)))
        .done();
    long end = System.nanoTime() + TOLD_WITHIN.toNanos();
    while (System.nanoTime() < end
        && !listeners.stream().allMatch(listener -> listener.hasHeard(text))) {
      Thread.sleep(Duration.ofMillis(20));
    }
    long heard = listeners.stream().filter(listener -> listener.hasHeard(text)).count();
    findings.hold(
        heard == listeners.size(), "%d of %d heard it".formatted(heard, listeners.size()));
  }

  private static void holds(
      ServerProcess server, List<Listening> listeners, List<KeptConnection> idle, Findings findings)
      throws IOException, InterruptedException {
    for (Listening listener : listeners) {
      findings.hold(listener.ended() == null, "a listener's end: " + listener.ended());
    }
    findings.hold(
        server.metric("graphql_socket_connections") == listeners.size(), "not all are counted");
    for (KeptConnection connection : idle) {
      int status = connection.send(NOTHING);
      findings.hold(status == 200, "an idle connection was answered " + status);
    }
  }
}
