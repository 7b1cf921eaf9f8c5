package app.countersign.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Somebody else's service on this machine, which answers as the test says. */
public final class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
  private volatile Behaviour always = json(404, "{}");

  public FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** One request as it came; the names of its headers are in lower case. */
  public record Question(String method, String uri, Map<String, String> headers, String body) {}

  /** How it answers. */
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  public static Behaviour json(int status, String body) {
    return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  public static Behaviour packed(int status, String body) {
    return exchange -> {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
        packing.write(body.getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      send(exchange, status, packed.toByteArray());
    };
  }

  public static Behaviour with(String header, String value, Behaviour behaviour) {
    return exchange -> {
      exchange.getResponseHeaders().set(header, value);
      behaviour.answer(exchange);
    };
  }

  /** An exchange that is closed before it was answered cuts the connection. */
  public static Behaviour cut() {
    return _ -> {};
  }

  public void always(Behaviour behaviour) {
    always = behaviour;
  }

  public void then(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  public URI url() {
    return URI.create("http://localhost:%d".formatted(server.getAddress().getPort()));
  }

  public List<Question> questions() {
    return questions;
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void take(HttpExchange exchange) throws IOException {
    questions.add(
        new Question(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                        header -> header.getValue().getFirst())),
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
