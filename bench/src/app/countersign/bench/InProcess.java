package app.countersign.bench;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.StatementCounter;
import app.countersign.platform.graphql.RequestScope;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dataloader.DataLoaderRegistry;

/**
 * The server's engine on the caller's thread, without HTTP: to count statements, and to time it.
 */
final class InProcess {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final GraphQL engine;
  private final Actor actor;

  InProcess(GraphQL engine, Actor actor) {
    this.engine = engine;
    this.actor = actor;
  }

  Actor actor() {
    return actor;
  }

  /** The SQL that the operation executes, in its order; begin and commit are none. */
  List<String> statements(String document, Map<String, Object> variables) {
    StatementCounter counter = new StatementCounter();
    counter.call(
        () -> {
          run(document, variables);
          return true;
        });
    return counter.statements();
  }

  void run(String document, Map<String, Object> variables) {
    RequestScope scope = new RequestScope("bench", actor, Deadline.in(DEADLINE));
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
    ExecutionResult result = engine.execute(input);
    if (!result.getErrors().isEmpty()) {
      throw new IllegalStateException("failed: " + result.getErrors());
    }
  }
}
