package app.countersign.pipeline;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Calls the running server over HTTP; a token is the name of a role, an empty one is nobody. */
@Singleton
@Requires(property = "countersign.test.pipeline")
class GraphQlClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;

  GraphQlClient(EmbeddedServer server) {
    this.server = server;
  }

  JsonNode ask(String token, String document, Map<String, ?> input) {
    return askFor(token, document, input);
  }

  /** Asks with any value as the variable {@code input}. */
  JsonNode askFor(String token, String document, Object input) {
    String body = Json.write(Map.of("query", document, "variables", Map.of("input", input)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return Json.mapper().readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (IOException problem) {
      throw new AssertionError(problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** The codes of the entries of {@code errors}. */
  static List<String> errors(JsonNode answer) {
    return answer.path("errors").findValuesAsText("code");
  }
}
