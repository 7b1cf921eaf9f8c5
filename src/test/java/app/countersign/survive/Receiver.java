package app.countersign.survive;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where a webhook posts to: takes everything and keeps what it was. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<RaceChecker.Receipt> receipts = new ConcurrentLinkedQueue<>();

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver open() throws IOException {
    Receiver receiver =
        new Receiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
    receiver.server.createContext("/", receiver::take);
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/deliveries";
  }

  /** Every post, in the order they came. */
  Queue<RaceChecker.Receipt> receipts() {
    return receipts;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode post = Json.mapper().readTree(exchange.getRequestBody());
      receipts.add(
          new RaceChecker.Receipt(
              UUID.fromString(exchange.getRequestHeaders().getFirst("Countersign-Delivery")),
              UUID.fromString(post.path("subjectId").textValue())));
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
