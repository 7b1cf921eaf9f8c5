package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.GraphQlConfiguration.Introspection;
import app.countersign.platform.graphql.PreparedDocument.Content;
import app.countersign.platform.graphql.PreparedDocument.Fault;
import app.countersign.platform.graphql.PreparedDocument.Operation;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.instrumentation.dataloader.DataLoaderDispatchingContextKeys;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
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
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dataloader.DataLoaderRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes a request from its text to its answer: document from the cache, limits with this request's
 * variables, execution within the deadline, errors with their codes.
 */
@Singleton
public final class GraphQlEngine {
  /** How long a cancelled execution may take to come back with what it has. */
  private static final long GRACE_MILLIS = 500;

  private final GraphQL graphQl;
  private final Documents documents;
  private final ErrorMapper errors;
  private final GraphQlLimits limits;
  private final GraphQlConfiguration configuration;

  GraphQlEngine(
      GraphQL graphQl,
      Documents documents,
      ErrorMapper errors,
      GraphQlLimits limits,
      GraphQlConfiguration configuration) {
    this.graphQl = graphQl;
    this.documents = documents;
    this.errors = errors;
    this.limits = limits;
    this.configuration = configuration;
  }

  /** A request on the threshold: either it may run, or here is why not. */
  public sealed interface Prepared {
    /** It may run. */
    final class Ready implements Prepared {
      private final GraphQlRequest request;
      private final PreparedDocument.Ready document;
      private final Operation operation;
      private final SharedAnswers.Question question;

      private Ready(GraphQlRequest request, PreparedDocument.Ready document, Operation operation) {
        this.request = request;
        this.document = document;
        this.operation = operation;
        Map<String, Object> values = new HashMap<>(request.variables());
        values.keySet().retainAll(operation.eventVariables());
        this.question = new SharedAnswers.Question(request.query(), operation.name(), values);
      }

      /** Whether it changes anything. */
      public boolean isMutation() {
        return operation.kind() == OperationDefinition.Operation.MUTATION;
      }

      /** Whether it is answered by a stream of events: see {@link #open}. */
      public boolean isSubscription() {
        return operation.isSubscription();
      }

      /** The operation's name; null when it has none. */
      public @Nullable String operationName() {
        return operation.name();
      }
    }

    /** It may not. */
    record Refused(GraphQlAnswer answer) implements Prepared {}
  }

  /** A subscription on the threshold: either its stream is there, or here is why not. */
  public sealed interface Opened {
    /**
     * Its events, nothing of which has begun.
     *
     * @param required the role that the field demands for as long as it is subscribed to; null when
     *     it is for everybody
     */
    record Stream(Flow.Publisher<?> events, @Nullable Requirement required) implements Opened {
      /** Whether an actor may have the events. */
      public boolean allows(Actor actor) {
        return required == null || required.isMetBy(actor.role());
      }

      /** Refuses, by a {@link RequestError}, an actor who may not have the events any more. */
      public void demandRole(@Nullable Actor actor) {
        if (required != null) {
          Fetchers.demand(required, actor);
        }
      }
    }

    /** It may not be subscribed to. */
    record Refused(GraphQlAnswer answer) implements Opened {}
  }

  /** Everything that can be said before anything runs. */
  public Prepared prepare(GraphQlRequest request, RequestScope scope) {
    if (!UnsafeText.isSafe(request.variables())
        || request.operationName() != null && !UnsafeText.isSafe(request.operationName())) {
      return refused(RequestError.badRequest(UnsafeText.MESSAGE), scope);
    }
    Content content = documents.prepare(request.query());
    return switch (content) {
      case PreparedDocument.Refused(List<Fault> faults) ->
          new Prepared.Refused(
              GraphQlAnswer.refused(faults.stream().map(fault -> coded(fault, scope)).toList()));
      case PreparedDocument.Ready ready -> prepare(request, ready, scope);
    };
  }

  private Prepared prepare(
      GraphQlRequest request, PreparedDocument.Ready document, RequestScope scope) {
    Operation operation = operation(document.operations(), request.operationName());
    if (operation == null) {
      return refused(
          RequestError.badRequest(
              request.operationName() == null
                  ? "The document does not hold exactly one operation: name the one to run."
                  : "The document has no operation of that name."),
          scope);
    }
    if (operation.facts().introspects() && isHidden(scope)) {
      return refused(
          new RequestError(RequestErrorCode.UNAUTHENTICATED, "Sign in to read the schema."), scope);
    }
    long cost = operation.cost(request.variables());
    if (cost > limits.cost()) {
      return refused(RequestError.limit("cost", "the cost", limits.cost(), cost), scope);
    }
    return new Prepared.Ready(request, document, operation);
  }

  /** Runs a query or mutation and waits, at most until the deadline. */
  public GraphQlAnswer run(Prepared.Ready ready, RequestScope scope) {
    if (ready.isSubscription()) {
      throw new IllegalArgumentException("a subscription is opened, not run");
    }
    return run(ready, scope, null);
  }

  /** Opens the stream of a subscription, at most until the deadline. */
  public Opened open(Prepared.Ready ready, RequestScope scope) {
    EventStage.Opening opening = new EventStage.Opening();
    GraphQlAnswer answer = run(ready, scope, opening);
    Flow.Publisher<?> events = opening.publisher();
    if (events != null) {
      return new Opened.Stream(events, opening.required());
    }
    return new Opened.Refused(
        answer.codes().isEmpty()
            ? GraphQlAnswer.refused(
                RequestError.badRequest("A subscription selects exactly one field."), scope.id())
            : answer);
  }

  /** What an event's answer is to all who ask the same of it; null when it is each one's own. */
  public @Nullable SharedAnswer shared(Prepared.Ready ready, Object event) {
    return event instanceof SharedEvent shared ? shared.sharedAnswers().to(ready.question) : null;
  }

  /**
   * Answers one event of a subscription, at most until the deadline.
   *
   * @param shared where the answer is shared
   */
  public GraphQlAnswer event(
      Prepared.Ready ready, Object event, RequestScope scope, @Nullable SharedAnswer shared) {
    return shared == null
        ? attempt(ready, event, scope).answer()
        : shared.made(() -> attempt(ready, event, scope));
  }

  private SharedAnswers.Attempt attempt(Prepared.Ready ready, Object event, RequestScope scope) {
    EventStage.Event stage = new EventStage.Event(event);
    GraphQlAnswer answer = run(ready, scope, stage);
    return new SharedAnswers.Attempt(answer, answer.codes().isEmpty() && !stage.isPersonal());
  }

  private GraphQlAnswer run(Prepared.Ready ready, RequestScope scope, @Nullable EventStage stage) {
    ExecutionInput input = input(ready, scope, stage);
    CompletableFuture<ExecutionResult> running = new CompletableFuture<>();
    Deadline.Cancellable stop = input::cancel;
    scope.deadline().register(stop);
    Thread worker =
        Thread.ofVirtual()
            .name("graphql-", 0)
            .start(propagated(() -> execute(input, scope, running)));
    try {
      long millis = scope.deadline().remaining().toMillis() + GRACE_MILLIS;
      return answer(running.get(millis, TimeUnit.MILLISECONDS), ready, scope);
    } catch (TimeoutException late) {
      worker.interrupt();
      return failed(ErrorMapper.timeout(scope.deadline()), ready, scope);
    } catch (ExecutionException failure) {
      return failed(failure, ready, scope);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      worker.interrupt();
      return failed(stopped, ready, scope);
    } finally {
      scope.deadline().unregister(stop);
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

  private static ExecutionInput input(
      Prepared.Ready ready, RequestScope scope, @Nullable EventStage stage) {
    Map<Object, Object> context = new HashMap<>();
    context.put(RequestScope.class, scope);
    context.put(PreparedDocument.Ready.class, ready.document);
    context.put(DataLoaderDispatchingContextKeys.ENABLE_DATA_LOADER_EXHAUSTED_DISPATCHING, true);
    if (stage != null) {
      context.put(EventStage.class, stage);
    }
    return ExecutionInput.newExecutionInput(ready.request.query())
        .operationName(ready.operation.name())
        .variables(ready.request.variables())
        .dataLoaderRegistry(new DataLoaderRegistry())
        .locale(Locale.ENGLISH)
        .graphQLContext(context)
        .build();
  }

  private GraphQlAnswer answer(ExecutionResult result, Prepared.Ready ready, RequestScope scope) {
    List<CodedError> coded = new ArrayList<>();
    for (GraphQLError error : result.getErrors()) {
      coded.add(errors.error(error, scope));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (!coded.isEmpty()) {
      body.put("errors", coded.stream().map(CodedError::toSpecification).toList());
    }
    if (result.isDataPresent()) {
      body.put("data", result.getData());
    }
    return new GraphQlAnswer(
        body,
        result.isDataPresent(),
        coded.stream().map(CodedError::code).toList(),
        ready.operationName());
  }

  private GraphQlAnswer failed(Throwable failure, Prepared.Ready ready, RequestScope scope) {
    CodedError error = errors.error(failure, scope);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("errors", List.of(error.toSpecification()));
    body.put("data", null);
    return new GraphQlAnswer(body, true, List.of(error.code()), ready.operationName());
  }

  private CodedError coded(Fault fault, RequestScope scope) {
    return new CodedError(
        fault.code(),
        isHidden(scope) ? fault.discreetMessage() : fault.message(),
        scope.id(),
        null,
        fault.places().stream()
            .map(place -> new SourceLocation(place.line(), place.column()))
            .toList(),
        fault.details());
  }

  private boolean isHidden(RequestScope scope) {
    return scope.actor() == null && configuration.introspection() == Introspection.SIGNED_IN;
  }

  private static @Nullable Operation operation(List<Operation> operations, @Nullable String name) {
    if (name == null) {
      return operations.size() == 1 ? operations.getFirst() : null;
    }
    for (Operation operation : operations) {
      if (name.equals(operation.name())) {
        return operation;
      }
    }
    return null;
  }

  private static Prepared.Refused refused(RequestError error, RequestScope scope) {
    return new Prepared.Refused(GraphQlAnswer.refused(error, scope.id()));
  }
}
