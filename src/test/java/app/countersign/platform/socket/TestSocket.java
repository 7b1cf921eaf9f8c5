package app.countersign.platform.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks graphql-transport-ws to a running server, rightly or wrongly. */
public final class TestSocket implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SECONDS = 20;

  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();
  private final StringBuilder parts = new StringBuilder();
  private final boolean reads;
  private final boolean answersPings;
  private final WebSocket socket;

  /** How the server closed. */
  public record Closed(int code, String reason) {}

  /** How to connect. */
  public record Options(
      String protocol, Map<String, String> headers, boolean reads, boolean answersPings) {
    static Options plain() {
      return new Options("graphql-transport-ws", Map.of(), true, true);
    }

    Options with(String name, String value) {
      return new Options(protocol, Map.of(name, value), reads, answersPings);
    }
  }

  TestSocket(URI server, Options options) {
    this.reads = options.reads();
    this.answersPings = options.answersPings();
    WebSocket.Builder builder =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(SECONDS));
    if (!options.protocol().isEmpty()) {
      builder.subprotocols(options.protocol());
    }
    options.headers().forEach(builder::header);
    this.socket =
        builder
            .buildAsync(URI.create(server.toString().replaceFirst("http", "ws") + "/graphql"), this)
            .join();
  }

  /** Connected and acknowledged, with the token or, when that is empty, without. */
  public static TestSocket ready(URI server, String token) {
    TestSocket socket = new TestSocket(server, Options.plain());
    socket.init(token);
    if (!socket.next().path("type").asText().equals("connection_ack")) {
      throw new AssertionError("not acknowledged");
    }
    return socket;
  }

  void init(String token) {
    send(
        token.isEmpty()
            ? Map.of("type", "connection_init")
            : Map.of(
                "type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
  }

  public void subscribe(String id, String query) {
    subscribe(id, query, Map.of());
  }

  void subscribe(String id, String query, Map<String, ?> variables) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("type", "subscribe");
    message.put("payload", Map.of("query", query, "variables", variables));
    send(message);
  }

  void complete(String id) {
    send(Map.of("id", id, "type", "complete"));
  }

  void send(Map<String, ?> message) {
    try {
      send(MAPPER.writeValueAsString(message));
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Part of a message; does not wait until it is sent. */
  CompletableFuture<WebSocket> sendPart(String text, boolean isLast) {
    return socket.sendText(text, isLast);
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Takes more of what the server sends, for a client that does not read by itself. */
  void read(long messages) {
    socket.request(messages);
  }

  public JsonNode next() {
    try {
      JsonNode message = received.poll(SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing came; closed: " + closed.getNow(null));
      }
      return message;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** The next message if one comes in that time, otherwise null. */
  public @Nullable JsonNode poll(Duration time) {
    try {
      return received.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  Closed closed() {
    return closed.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Ends the connection without a word. */
  void drop() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket);
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reads) {
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    parts.append(data);
    if (isLast) {
      try {
        JsonNode message = MAPPER.readTree(parts.toString());
        if (!message.path("type").asText().equals("ping")) {
          received.add(message);
        } else if (answersPings) {
          from.sendText("{\"type\":\"pong\"}", true);
        }
      } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
        closed.completeExceptionally(malformed);
      }
      parts.setLength(0);
    }
    if (reads) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }
}
