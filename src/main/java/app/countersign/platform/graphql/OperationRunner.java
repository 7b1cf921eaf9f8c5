package app.countersign.platform.graphql;

import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.PreparedDocument.Operation;
import app.countersign.platform.graphql.plan.Plans;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Executes an operation within its deadline: by its plan on the caller's thread where it has one,
 * by graphql-java on a thread of its own where not.
 */
@Singleton
final class OperationRunner {
  private final GraphQL graphQl;
  private final Plans plans;
  private final ErrorMapper errors;
  private final GraphQlConfiguration configuration;

  OperationRunner(
      GraphQL graphQl, Plans plans, ErrorMapper errors, GraphQlConfiguration configuration) {
    this.graphQl = graphQl;
    this.plans = plans;
    this.errors = errors;
    this.configuration = configuration;
  }

  /**
   * What is executed.
   *
   * @param stage null but for subscriptions
   */
  record Run(
      GraphQlRequest request,
      PreparedDocument.Ready document,
      Operation operation,
      RequestScope scope,
      @Nullable EventStage stage) {
    Map<Object, Object> context() {
      Map<Object, Object> context = new HashMap<>();
      context.put(RequestScope.class, scope);
      if (stage != null) {
        context.put(EventStage.class, stage);
      }
      return context;
    }
  }

  GraphQlAnswer run(Run run) {
    if (!configuration.hasPlans()) {
      return byEngine(run);
    }
    Deadline deadline = run.scope().deadline();
    Overtime overtime = new Overtime(Thread.currentThread());
    deadline.register(overtime);
    GraphQlAnswer answer;
    try {
      answer = deadline.during(() -> byPlan(run));
    } catch (Throwable failure) {
      answer = failed(failure, run);
    } finally {
      deadline.unregister(overtime);
    }
    if (overtime.end()) {
      return failed(ErrorMapper.timeout(deadline), run);
    }
    return answer == null ? byEngine(run) : answer;
  }

  /** Null when no plan covers it. */
  @Nullable GraphQlAnswer byPlan(Run run) {
    Plans.Outcome outcome =
        plans.run(
            run.operation().plannable(),
            run.request().variables(),
            GraphQLContext.of(run.context()),
            errors);
    return outcome == null ? null : answer(outcome.errors(), true, outcome.data(), run);
  }

  GraphQlAnswer byEngine(Run run) {
    ExecutionInput input = input(run);
    CompletableFuture<ExecutionResult> running = new CompletableFuture<>();
    Deadline deadline = run.scope().deadline();
    Deadline.Cancellable stop = input::cancel;
    deadline.register(stop);
    Thread worker =
        Thread.ofVirtual()
            .name("graphql-", 0)
            .start(propagated(() -> execute(input, run.scope(), running)));
    try {
      long millis = deadline.remaining().toMillis() + Overtime.GRACE_MILLIS;
      ExecutionResult result = running.get(millis, TimeUnit.MILLISECONDS);
      return answer(result.getErrors(), result.isDataPresent(), result.getData(), run);
    } catch (TimeoutException late) {
      worker.interrupt();
      return failed(ErrorMapper.timeout(deadline), run);
    } catch (ExecutionException failure) {
      return failed(failure, run);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      worker.interrupt();
      return failed(stopped, run);
    } finally {
      deadline.unregister(stop);
    }
  }

  private void execute(
      ExecutionInput input, RequestScope scope, CompletableFuture<ExecutionResult> running) {
    try {
      running.complete(scope.deadline().during(() -> graphQl.execute(input)));
    } catch (Throwable failure) {
      running.completeExceptionally(failure);
    }
  }

  private static Runnable propagated(Runnable work) {
    Map<String, String> logged = MDC.getCopyOfContextMap();
    return PropagatedContext.getOrEmpty()
        .wrap(
            () -> {
              if (logged != null) {
                MDC.setContextMap(logged);
              }
              work.run();
            });
  }

  private static ExecutionInput input(Run run) {
    Map<Object, Object> context = run.context();
    context.put(PreparedDocument.Ready.class, run.document());
    context.put(DataLoaderDispatchingContextKeys.ENABLE_DATA_LOADER_EXHAUSTED_DISPATCHING, true);
    return ExecutionInput.newExecutionInput(run.request().query())
        .operationName(run.operation().name())
        .variables(run.request().variables())
        .dataLoaderRegistry(new DataLoaderRegistry())
        .locale(Locale.ENGLISH)
        .graphQLContext(context)
        .build();
  }

  private GraphQlAnswer answer(
      List<GraphQLError> failures, boolean hasData, @Nullable Object data, Run run) {
    List<CodedError> coded = new ArrayList<>();
    for (GraphQLError error : failures) {
      CodedError told = errors.error(error, run.scope());
      boolean isOurs = error instanceof CodedError;
      coded.add(
          !isOurs && configuration.hidesSchemaFrom(run.scope().actor()) ? told.discreet() : told);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (!coded.isEmpty()) {
      body.put("errors", coded.stream().map(CodedError::toSpecification).toList());
    }
    if (hasData) {
      body.put("data", data);
    }
    return new GraphQlAnswer(
        body, hasData, coded.stream().map(CodedError::code).toList(), run.operation().name());
  }

  private GraphQlAnswer failed(Throwable failure, Run run) {
    CodedError error = errors.error(failure, run.scope());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("errors", List.of(error.toSpecification()));
    body.put("data", null);
    return new GraphQlAnswer(body, true, List.of(error.code()), run.operation().name());
  }
}
