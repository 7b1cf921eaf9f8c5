package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.GraphQlEngine;
import app.countersign.platform.graphql.GraphQlRequest;
import app.countersign.platform.graphql.RequestScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;

/** Asks the engine as the transport does, for an actor of the test's choice. */
@Singleton
public class GraphQlCaller {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIME = Duration.ofSeconds(10);

  private final GraphQlEngine engine;
  private final GraphQL graphQl;

  GraphQlCaller(GraphQlEngine engine, GraphQL graphQl) {
    this.engine = engine;
    this.graphQl = graphQl;
  }

  /** The whole answer as JSON. */
  public JsonNode ask(@Nullable Actor actor, String query, Map<String, Object> variables) {
    try (Deadline deadline = Deadline.in(TIME)) {
      RequestScope scope = new RequestScope("test", actor, deadline);
      GraphQlRequest request = new GraphQlRequest(query, null, variables);
      Map<String, Object> body =
          switch (engine.prepare(request, scope)) {
            case GraphQlEngine.Prepared.Refused refused -> refused.answer().body();
            case GraphQlEngine.Prepared.Ready ready -> engine.run(ready, scope).body();
          };
      return JSON.valueToTree(body);
    }
  }

  /** How many statements a query takes; the engine's own threads would hide them. */
  public int statements(Actor actor, String query, Map<String, Object> variables) {
    StatementCounter counter = new StatementCounter();
    try (Deadline deadline = Deadline.in(TIME)) {
      ExecutionInput input =
          ExecutionInput.newExecutionInput(query)
              .variables(variables)
              .root("root")
              .dataLoaderRegistry(new DataLoaderRegistry())
              .graphQLContext(
                  Map.of(
                      RequestScope.class,
                      new RequestScope("test", actor, deadline),
                      DataLoaderDispatchingContextKeys.ENABLE_DATA_LOADER_EXHAUSTED_DISPATCHING,
                      true))
              .build();
      if (!counter.call(() -> graphQl.execute(input)).getErrors().isEmpty()) {
        throw new AssertionError("the query failed");
      }
    }
    return counter.count();
  }
}
