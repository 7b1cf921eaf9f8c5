package app.countersign.persona;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.RequestScope;
import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/** Calls the running server over HTTP, or its engine directly where statements are counted. */
@Singleton
@Requires(property = "countersign.test.personas")
@Requires(beans = EmbeddedServer.class)
class PersonaApi {
  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final GraphQL engine;

  PersonaApi(EmbeddedServer server, GraphQL engine) {
    this.server = server;
    this.engine = engine;
  }

  /** An answer as it came. */
  record Answer(JsonNode body) {
    /** What is at the path below {@code data}, steps parted by dots. */
    JsonNode at(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    /** The codes of the entries of {@code errors}. */
    List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    String message() {
      return body.at("/errors/0/message").asText();
    }

    /** Each user error of the mutation: code, then path. */
    List<String> refusals(String mutation) {
      return at(mutation + ".userErrors")
          .valueStream()
          .map(error -> error.path("code").asText() + " " + error.path("path"))
          .toList();
    }
  }

  /** Asks with the token of a role; null asks as nobody. */
  Answer ask(@Nullable Role role, String document) {
    return ask(role, document, Map.of());
  }

  Answer ask(@Nullable Role role, String document, Map<String, ?> variables) {
    Map<String, Object> body = new HashMap<>();
    body.put("query", document);
    body.put("variables", variables);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/graphql-response+json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
    if (role != null) {
      request.header("Authorization", "Bearer " + role.name().toLowerCase(Locale.ROOT));
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(Json.mapper().readTree(response.body()));
    } catch (IOException problem) {
      throw new AssertionError(problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  /** The statements that an operation takes; fails when it does not succeed. */
  List<String> statements(Role role, String document, Map<String, Object> variables) {
    Actor actor = new Actor(new UUID(1, 1), "counting", role, Actor.Kind.PERSON, null);
    RequestScope scope = new RequestScope("counting", actor, Deadline.in(Duration.ofMinutes(1)));
    ExecutionInput input =
        ExecutionInput.newExecutionInput(document)
            .variables(variables)
            .dataLoaderRegistry(new DataLoaderRegistry())
            .graphQLContext(
                Map.of(
                    RequestScope.class,
                    scope,
                    DataLoaderDispatchingContextKeys.ENABLE_DATA_LOADER_EXHAUSTED_DISPATCHING,
                    true))
            .build();
    StatementCounter counter = new StatementCounter();
    ExecutionResult result = counter.call(() -> engine.execute(input));
    if (!result.getErrors().isEmpty()) {
      throw new AssertionError(result.getErrors());
    }
    return counter.statements();
  }
}
