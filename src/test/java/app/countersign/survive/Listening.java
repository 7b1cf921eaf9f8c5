package app.countersign.survive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** A WebSocket that listens to a chat, and remembers what it was told last. */
final class Listening implements WebSocket.Listener {
  private static final String SUBSCRIBE =
      """
      {"id":"1","type":"subscribe","payload":{"query":"subscription($id: ID!) { chatEvents(chatId: $id, afterSequence: 0) { toSequence events { message { text } } } }","variables":{"id":"%s"}}}\
      """;

  private final String token;
  private final String chat;
  private final StringBuilder parts = new StringBuilder();
  private final AtomicReference<String> last = new AtomicReference<>("");
  private final AtomicReference<String> ended = new AtomicReference<>();

  private Listening(String token, String chat) {
    this.token = token;
    this.chat = chat;
  }

  static CompletableFuture<Listening> to(HttpClient http, URI server, String token, String chat) {
    Listening listening = new Listening(token, chat);
    return http.newWebSocketBuilder()
        .subprotocols("graphql-transport-ws")
        .buildAsync(
            URI.create(server.toString().replaceFirst("http", "ws") + "/graphql"), listening)
        .thenApply(socket -> listening);
  }

  boolean hasHeard(String text) {
    return last.get().contains(text);
  }

  /** How it ended; null as long as it did not. */
  String ended() {
    return ended.get();
  }

  @Override
  public void onOpen(WebSocket socket) {
    socket.sendText(
        "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer " + token + "\"}}",
        true);
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
    parts.append(data);
    if (isLast) {
      String text = parts.toString();
      parts.setLength(0);
      if (text.contains("\"connection_ack\"")) {
        socket.sendText(SUBSCRIBE.formatted(chat), true);
      } else if (text.contains("\"ping\"")) {
        socket.sendText("{\"type\":\"pong\"}", true);
      } else if (text.contains("\"error\"") || text.contains("\"complete\"")) {
        ended.set(text);
      } else {
        last.set(text);
      }
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    ended.set(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    ended.set(failure.toString());
  }
}
