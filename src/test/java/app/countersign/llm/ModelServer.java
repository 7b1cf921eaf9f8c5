package app.countersign.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider on this machine: answers as it is told, and keeps what it was asked. */
public final class ModelServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Reply otherwise = json(500, "{}");

  public ModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** How it answers one request. */
  @FunctionalInterface
  public interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  /** What it was asked. */
  public record Asked(String path, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers the next request that nothing is planned for yet. */
  public ModelServer then(Reply reply) {
    script.add(reply);
    return this;
  }

  /** Answers every request that nothing is planned for. */
  public ModelServer always(Reply reply) {
    otherwise = reply;
    return this;
  }

  public List<Asked> asked() {
    return asked;
  }

  public static Reply json(int status, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int at = 0; at < headers.length; at += 2) {
        exchange.getResponseHeaders().set(headers[at], headers[at + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** Sends a stream of events, and closes it. */
  public static Reply events(String... events) {
    return exchange -> {
      begin(exchange, events);
      exchange.close();
    };
  }

  /** Sends events, and then nothing until the server closes. */
  public Reply eventsThenSilence(String... events) {
    return exchange -> {
      begin(exchange, events);
      silence();
    };
  }

  private static void begin(HttpExchange exchange, String... events) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    for (String event : events) {
      body.write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
  }

  /** Takes the request and never answers. */
  public Reply never() {
    return exchange -> silence();
  }

  /** Answers, but only after a while. */
  public Reply after(Duration wait, Reply reply) {
    return exchange -> {
      if (!await(wait)) {
        reply.send(exchange);
      }
    };
  }

  /** Closes the connection without a word. */
  public static Reply cut() {
    return HttpExchange::close;
  }

  /** Closes the connection in the middle of the answer. */
  public static Reply cutInTheMiddle() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
    Reply reply = script.poll();
    (reply == null ? otherwise : reply).send(exchange);
  }

  private void silence() {
    await(Duration.ofMinutes(1));
  }

  private boolean await(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
