package app.countersign.chat;

import app.countersign.platform.access.Actor;
import app.countersign.platform.socket.TestSocket;
import app.countersign.testing.TestCustomers;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member who listens to a chat and keeps what comes. */
final class ChatSocket implements AutoCloseable {
  private static final String LISTEN =
      """
      subscription { chatEvents(chatId: "%s"%s) { chatId toSequence events {
        sequence kind messageId personId message { text status sender { name } } } } }
      """;

  private final TestSocket socket;
  private final List<JsonNode> events = new ArrayList<>();
  private int last;

  private ChatSocket(TestSocket socket) {
    this.socket = socket;
  }

  static ChatSocket of(URI server, Actor who, UUID chatId, @Nullable Integer after) {
    ChatSocket chat = new ChatSocket(TestSocket.ready(server, TestCustomers.token(who)));
    chat.socket.subscribe(
        "chat", LISTEN.formatted(chatId, after == null ? "" : ", afterSequence: " + after));
    return chat;
  }

  /** Takes what comes until the number was told; the events in their order. */
  List<JsonNode> until(int sequence) {
    while (last < sequence) {
      take(socket.next());
    }
    return events;
  }

  /** What comes next, whatever it is. */
  JsonNode next() {
    return socket.next();
  }

  /** Takes what comes in a while; the events in their order. */
  List<JsonNode> within(Duration time) {
    JsonNode message;
    while ((message = socket.poll(time)) != null) {
      take(message);
    }
    return events;
  }

  List<Integer> sequences() {
    return events.stream().map(event -> event.path("sequence").asInt()).toList();
  }

  int last() {
    return last;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void take(JsonNode message) {
    JsonNode some = message.at("/payload/data/chatEvents");
    if (some.isMissingNode() || some.isNull()) {
      throw new AssertionError(message.toString());
    }
    some.path("events").forEach(events::add);
    last = some.path("toSequence").asInt();
  }
}
