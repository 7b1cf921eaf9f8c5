package app.countersign.contractchat;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Listens to an answer over graphql-transport-ws. */
final class AnswerSocket implements WebSocket.Listener, AutoCloseable {
  private static final String LISTEN =
      """
      subscription($id: ID!, $after: NonNegativeInt) {
        contractAnswer(messageId: $id, afterOffset: $after) {
          messageId offset text isLast message { status text source citations { number } } } }
      """;

  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final StringBuilder parts = new StringBuilder();
  private final WebSocket socket;

  AnswerSocket(URI server, String token) {
    URI address = URI.create(server.toString().replaceFirst("http", "ws") + "/graphql");
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("graphql-transport-ws")
            .buildAsync(address, this)
            .join();
    send(Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token)));
    if (!next().path("type").asText().equals("connection_ack")) {
      throw new AssertionError("not acknowledged");
    }
  }

  void listen(String answerId, int afterOffset) {
    Map<String, Object> variables = Map.of("id", answerId, "after", afterOffset);
    send(
        Map.of(
            "id",
            "answer",
            "type",
            "subscribe",
            "payload",
            Map.of("query", LISTEN, "variables", variables)));
  }

  /** The next message, pings answered. */
  JsonNode next() {
    try {
      JsonNode message = received.poll(15, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing came");
      }
      if (message.path("type").asText().equals("ping")) {
        send(Map.of("type", "pong"));
        return next();
      }
      return message;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  JsonNode piece() {
    JsonNode message = next();
    JsonNode piece = message.at("/payload/data/contractAnswer");
    if (piece.isMissingNode() || piece.isNull()) {
      throw new AssertionError(message.toString());
    }
    return piece;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
    parts.append(text);
    if (isLast) {
      try {
        received.add(Json.mapper().readTree(parts.toString()));
      } catch (JsonProcessingException broken) {
        throw new AssertionError(broken);
      }
      parts.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void send(Map<String, Object> message) {
    socket.sendText(Json.write(message), true).join();
  }
}
