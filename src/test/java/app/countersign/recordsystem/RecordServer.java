package app.countersign.recordsystem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody else's record system, which answers as the test says, each time anew. */
final class RecordServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
  private volatile Behaviour always = json(404, "{}");

  RecordServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** One request as it came. */
  record Question(String method, String uri, String key, String type, String body) {}

  /** How it answers. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  static Behaviour json(int status, String body) {
    return exchange -> send(exchange, status, body);
  }

  static Behaviour json(int status, String body, String retryAfter) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      send(exchange, status, body);
    };
  }

  /** An exchange that is closed before it was answered cuts the connection. */
  static Behaviour cut() {
    return _ -> {};
  }

  static Behaviour cutInTheMiddle() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
    };
  }

  void always(Behaviour behaviour) {
    always = behaviour;
  }

  void then(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  URI url() {
    return URI.create("http://localhost:%d/lookup".formatted(server.getAddress().getPort()));
  }

  List<Question> questions() {
    return questions;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void take(HttpExchange exchange) throws IOException {
    questions.add(
        new Question(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Behaviour behaviour = next.poll();
    try (exchange) {
      (behaviour == null ? always : behaviour).answer(exchange);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
