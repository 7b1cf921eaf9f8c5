package app.countersign.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody else's server that takes webhooks, and answers as the test says. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = Receiver::ok;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** One request as it came. */
  record Post(String method, String path, String type, String id, String signature, String body) {}

  /** How it answers. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private static void ok(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
  }

  static Behaviour status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  URI url() {
    return URI.create("http://localhost:%d/hook".formatted(server.getAddress().getPort()));
  }

  List<Post> posts() {
    return posts;
  }

  private void take(HttpExchange exchange) throws IOException {
    posts.add(
        new Post(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("Countersign-Delivery"),
            exchange.getRequestHeaders().getFirst("Countersign-Signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    try (exchange) {
      behaviour.answer(exchange);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
