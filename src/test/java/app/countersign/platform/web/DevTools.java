package app.countersign.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Calls and events of the Chrome DevTools Protocol over one web socket. */
final class DevTools implements AutoCloseable {
  private static final long ANSWER_SECONDS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  private DevTools(URI address, BiConsumer<String, JsonNode> onEvent) {
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Messages(onEvent)).join();
  }

  static DevTools connect(URI address, BiConsumer<String, JsonNode> onEvent) {
    return new DevTools(address, onEvent);
  }

  /**
   * Calls a method and waits for its result.
   *
   * @throws IllegalStateException when the browser refuses it or does not answer
   */
  JsonNode call(String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      String message =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(message, true).join();
      JsonNode received = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (received.has("error")) {
        throw new IllegalStateException(method + ": " + received.get("error"));
      }
      return received.get("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method, e);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method, e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  /** Puts the parts of a message together and hands it to the call or the listener it is for. */
  private final class Messages implements WebSocket.Listener {
    private final BiConsumer<String, JsonNode> onEvent;
    private final StringBuilder parts = new StringBuilder();

    Messages(BiConsumer<String, JsonNode> onEvent) {
      this.onEvent = onEvent;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      parts.append(part);
      if (isLast) {
        String message = parts.toString();
        parts.setLength(0);
        deliver(message);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void deliver(String text) {
      JsonNode message;
      try {
        message = JSON.readTree(text);
      } catch (IOException e) {
        throw new IllegalStateException(text, e);
      }
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.get(message.get("id").asInt());
        if (answer != null) {
          answer.complete(message);
        }
      } else {
        onEvent.accept(message.get("method").asText(), message.get("params"));
      }
    }
  }
}
