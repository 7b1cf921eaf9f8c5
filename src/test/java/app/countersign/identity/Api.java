package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls the running server over HTTP, and makes people to call it as. */
@Singleton
@Requires(property = "identity.test-clock")
@Requires(beans = EmbeddedServer.class)
class Api {
  static final String PASSWORD = "correct horse battery";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final Operators operators;

  Api(EmbeddedServer server, Operators operators) {
    this.server = server;
    this.operators = operators;
  }

  record Answer(int status, JsonNode body) {
    /** What is at the path below {@code data}. */
    JsonNode data(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    /** The codes of the entries of {@code errors}. */
    List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    /** The codes of the user errors of a mutation. */
    List<String> refusals(String mutation) {
      return data(mutation + ".userErrors").findValuesAsText("code");
    }
  }

  /** Someone new, with the password {@link #PASSWORD}. */
  Operator someone(Role role) {
    int number = NUMBER.incrementAndGet();
    return operators.create(
        Actor.system("test"),
        new CreateOperatorInput(
            "person%d@example.com".formatted(number), "Person " + number, role, PASSWORD, null));
  }

  /** The access token of someone who signs in now. */
  String signedIn(Operator operator) {
    return session(operator).path("accessToken").asText();
  }

  JsonNode session(Operator operator) {
    Answer answer =
        call(
            null,
            """
            mutation ($input: SignInInput!) {
              signIn(input: $input) {
                session { accessToken refreshToken expiresAt operator { id email } }
                userErrors { code }
              }
            }
            """,
            Map.of("email", operator.email(), "password", PASSWORD));
    return answer.data("signIn.session");
  }

  /** Calls with the input of a mutation as the variable {@code input}. */
  Answer call(@Nullable String token, String document, Map<String, ?> input) {
    return send(token, document, Map.of("input", input));
  }

  Answer query(@Nullable String token, String document) {
    return send(token, document, Map.of());
  }

  Answer send(@Nullable String token, String document, Map<String, ?> variables) {
    Map<String, Object> body = new HashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
    } catch (IOException problem) {
      throw new AssertionError(problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
