package app.countersign.survive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's server, to which deliveries go. */
final class Hook implements AutoCloseable {
  private static final String SECRET = "a secret between a test and itself";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<UUID, Integer> posts = new HashMap<>();
  private final Map<UUID, String> bodies = new HashMap<>();
  private final Set<UUID> changed = new HashSet<>();

  Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** What has a server deliver here. */
  Map<String, String> environment() {
    return Map.of(
        "COUNTERSIGN_DELIVERY_WEBHOOK_URL",
        "http://localhost:%d/hook".formatted(server.getAddress().getPort()),
        "COUNTERSIGN_DELIVERY_WEBHOOK_SECRET",
        SECRET,
        "COUNTERSIGN_DELIVERY_TIMEOUT",
        "PT1S");
  }

  /** How often each delivery came, by its id. */
  synchronized Map<UUID, Integer> posts() {
    return Map.copyOf(posts);
  }

  /** Deliveries that came again with other words. */
  synchronized Set<UUID> changed() {
    return Set.copyOf(changed);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      UUID id = UUID.fromString(exchange.getRequestHeaders().getFirst("Countersign-Delivery"));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      note(id, body);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private synchronized void note(UUID id, String body) {
    posts.merge(id, 1, Integer::sum);
    String before = bodies.putIfAbsent(id, body);
    if (before != null && !before.equals(body)) {
      changed.add(id);
    }
  }
}
