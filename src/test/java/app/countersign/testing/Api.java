package app.countersign.testing;

import app.countersign.identity.CreateOperatorInput;
import app.countersign.identity.Operator;
import app.countersign.identity.Operators;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/** Calls the running server over HTTP as people who are made for it, and counts statements. */
@Singleton
@Requires(beans = EmbeddedServer.class)
public class Api {
  public static final String PASSWORD = "correct horse battery";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final EmbeddedServer server;
  private final Operators operators;
  private final GraphQL engine;

  Api(EmbeddedServer server, Operators operators, GraphQL engine) {
    this.server = server;
    this.operators = operators;
    this.engine = engine;
  }

  public record Answer(int status, JsonNode body) {
    /** What is at the path below {@code data}. */
    public JsonNode data(String path) {
      return body.at("/data/" + path.replace('.', '/'));
    }

    /** The codes of the entries of {@code errors}. */
    public List<String> errors() {
      return body.path("errors").findValuesAsText("code");
    }

    /** Each user error of a mutation: code, then path. */
    public List<String> refused(String mutation) {
      return data(mutation + ".userErrors")
          .valueStream()
          .map(
              error ->
                  error.path("code").asText()
                      + error
                          .path("path")
                          .valueStream()
                          .map(JsonNode::asText)
                          .collect(Collectors.joining(".", " ", "")))
          .toList();
    }

    /** The message of the first entry of {@code errors}. */
    public String message() {
      return body.at("/errors/0/message").asText();
    }

    /** The codes of the user errors of a mutation. */
    public List<String> refusals(String mutation) {
      return data(mutation + ".userErrors").findValuesAsText("code");
    }
  }

  /** Someone new, with the password {@link #PASSWORD}. */
  public Operator someone(Role role) {
    int number = NUMBER.incrementAndGet();
    return operators.create(
        Actor.system("test"),
        new CreateOperatorInput(
            "person%d@example.com".formatted(number), "Person " + number, role, PASSWORD, null));
  }

  /** The access token of someone who signs in now. */
  public String signedIn(Operator operator) {
    return session(operator).path("accessToken").asText();
  }

  public JsonNode session(Operator operator) {
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
  public Answer call(@Nullable String token, String document, Map<String, ?> input) {
    return send(token, document, Map.of("input", input));
  }

  public Answer query(@Nullable String token, String document) {
    return send(token, document, Map.of());
  }

  public Answer send(@Nullable String token, String document, Map<String, ?> variables) {
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

  /** The statements that an operation takes; fails when it does not succeed. */
  public List<String> statements(Actor actor, String document, Map<String, Object> variables) {
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
