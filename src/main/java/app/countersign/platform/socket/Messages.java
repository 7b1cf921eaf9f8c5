package app.countersign.platform.socket;

import app.countersign.platform.db.Json;
import app.countersign.platform.graphql.GraphQlAnswer;
import app.countersign.platform.graphql.GraphQlRequest;
import app.countersign.platform.graphql.SharedBody;
import app.countersign.platform.web.RequestJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what clients say and writes what they are told. */
@Singleton
final class Messages {
  private static final int LONGEST_ID = 200;
  private static final byte[] TAIL = {'}'};

  private final RequestJson json;
  private final JsonMapper writer =
      JsonMapper.builder(Json.factory().build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  Messages(RequestJson json) {
    this.json = json;
  }

  /**
   * One message.
   *
   * @throws BadMessage when it is none of the protocol
   */
  ClientMessage read(String text) {
    Map<?, ?> message = object(parsed(text), "The message");
    return switch (String.valueOf(message.get("type"))) {
      case "connection_init" -> new ClientMessage.Init(authorization(message.get("payload")));
      case "ping" -> new ClientMessage.Ping(payload(message));
      case "pong" -> {
        payload(message);
        yield new ClientMessage.Pong();
      }
      case "subscribe" -> new ClientMessage.Subscribe(id(message), request(message.get("payload")));
      case "complete" -> new ClientMessage.Complete(id(message));
      default -> throw new BadMessage("The message's 'type' is none that clients send.");
    };
  }

  String acknowledgement() {
    return write(Map.of("type", "connection_ack"));
  }

  String ping() {
    return write(Map.of("type", "ping"));
  }

  String pong(@Nullable Object payload) {
    return write(payload == null ? Map.of("type", "pong") : of("pong", null, payload));
  }

  /**
   * An answer.
   *
   * @param head what {@link #head} made for the operation's id
   */
  Text next(byte[] head, GraphQlAnswer answer) {
    byte[] body =
        answer.body() instanceof SharedBody shared
            ? shared.json(this::bytes)
            : bytes(answer.body());
    return Text.of(head, body, TAIL);
  }

  /** What each answer of an operation begins with. */
  byte[] head(String id) {
    return "{\"id\":%s,\"type\":\"next\",\"payload\":"
        .formatted(written(id))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Ends an operation that could not run, or not go on, with the errors of the answer. */
  String error(String id, GraphQlAnswer answer) {
    return write(of("error", id, Objects.requireNonNull(answer.body().get("errors"), "no errors")));
  }

  String complete(String id) {
    return write(Map.of("id", id, "type", "complete"));
  }

  private @Nullable Object parsed(String text) {
    try {
      return json.read(text);
    } catch (JsonProcessingException malformed) {
      throw new BadMessage("The message is not valid JSON, or nested too deep.");
    }
  }

  private static GraphQlRequest request(@Nullable Object payload) {
    Map<?, ?> body = object(payload, "The message's 'payload'");
    if (!(body.get("query") instanceof String query)) {
      throw new BadMessage("The payload's 'query' must be a string.");
    }
    Object name = body.get("operationName");
    if (name != null && !(name instanceof String)) {
      throw new BadMessage("The payload's 'operationName' must be a string.");
    }
    objectOrNull(body.get("extensions"), "The payload's 'extensions'");
    return new GraphQlRequest(
        query, (String) name, objectOrNull(body.get("variables"), "The payload's 'variables'"));
  }

  private static List<String> authorization(@Nullable Object payload) {
    for (Map.Entry<String, Object> entry :
        objectOrNull(payload, "The message's 'payload'").entrySet()) {
      if (entry.getKey().equalsIgnoreCase("Authorization") && entry.getValue() != null) {
        if (entry.getValue() instanceof String value) {
          return List.of(value);
        }
        throw new BadMessage("The payload's 'Authorization' must be a string.");
      }
    }
    return List.of();
  }

  private static @Nullable Object payload(Map<?, ?> message) {
    Object payload = message.get("payload");
    objectOrNull(payload, "The message's 'payload'");
    return payload;
  }

  private static String id(Map<?, ?> message) {
    if (message.get("id") instanceof String id && !id.isEmpty() && id.length() <= LONGEST_ID) {
      return id;
    }
    throw new BadMessage(
        "The message's 'id' must be a string of 1 to %d characters.".formatted(LONGEST_ID));
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> objectOrNull(@Nullable Object value, String what) {
    return value == null ? Map.of() : (Map<String, Object>) object(value, what);
  }

  private static Map<?, ?> object(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new BadMessage(what + " must be a JSON object.");
  }

  private static Map<String, Object> of(String type, @Nullable String id, Object payload) {
    Map<String, Object> message = new LinkedHashMap<>();
    if (id != null) {
      message.put("id", id);
    }
    message.put("type", type);
    message.put("payload", payload);
    return message;
  }

  private byte[] bytes(Object value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer that is no JSON", impossible);
    }
  }

  private String write(Map<String, Object> message) {
    return written(message);
  }

  private String written(Object message) {
    try {
      return writer.writeValueAsString(message);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an answer that is no JSON", impossible);
    }
  }
}
