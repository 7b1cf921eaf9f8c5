package app.countersign.testing.process;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls GraphQL for one bearer of a token over one connection, which is opened again after it
 * broke. For one thread at a time.
 */
public final class Caller implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI server;
  private final @Nullable String token;
  private @Nullable KeptConnection connection;

  /** For whoever bears the token; null for nobody. */
  public Caller(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body as JSON; missing where it is none
   */
  public record Answer(int status, JsonNode body) {
    /** The code of what went wrong with the request; null where nothing did. */
    public @Nullable String error() {
      JsonNode code = body.path("errors").path(0).path("extensions").path("code");
      if (code.isTextual()) {
        return code.textValue();
      }
      return status == 200 && body.has("data") ? null : "HTTP " + status;
    }

    /** The first field that was asked. */
    public JsonNode field() {
      JsonNode data = body.path("data");
      return data.isObject() && !data.isEmpty()
          ? data.iterator().next()
          : MissingNode.getInstance();
    }

    /** The code of the first thing that the first field, a mutation, was refused for; or null. */
    public @Nullable String refusal() {
      return field().path("userErrors").path(0).path("code").textValue();
    }

    /** The first field, of what must have succeeded. */
    public JsonNode done() {
      if (error() != null || refusal() != null) {
        throw new IllegalStateException("refused: " + status + " " + body);
      }
      return field();
    }
  }

  /**
   * Sends a document with its variables.
   *
   * @throws IOException where no whole answer came: it is not known whether it was carried out
   */
  public Answer ask(String document, Map<String, ?> variables) throws IOException {
    return send(Json.write(Map.of("query", document, "variables", variables)));
  }

  /** Sends a request as it is; see {@link #ask}. */
  public Answer send(String request) throws IOException {
    KeptConnection open = connection;
    if (open == null) {
      open = new KeptConnection(server, token);
      open.patience(PATIENCE);
    }
    connection = null;
    int status;
    try {
      status = open.send(request.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException broken) {
      open.close();
      throw broken;
    }
    connection = open;
    String text = open.text();
    return new Answer(
        status, text.startsWith("{") ? Json.read(text, JsonNode.class) : MissingNode.getInstance());
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
    }
  }
}
