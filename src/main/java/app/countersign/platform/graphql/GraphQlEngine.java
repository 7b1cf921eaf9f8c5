package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.PreparedDocument.Content;
import app.countersign.platform.graphql.PreparedDocument.Fault;
import app.countersign.platform.graphql.PreparedDocument.Operation;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request from its text to its answer: document from the cache, limits with this request's
 * variables, execution within the deadline, errors with their codes.
 */
@Singleton
public final class GraphQlEngine {
  private final OperationRunner runner;
  private final Documents documents;
  private final GraphQlLimits limits;
  private final GraphQlConfiguration configuration;

  GraphQlEngine(
      OperationRunner runner,
      Documents documents,
      GraphQlLimits limits,
      GraphQlConfiguration configuration) {
    this.runner = runner;
    this.documents = documents;
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
          Steps.demand(required, actor);
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
    if (operation.facts().introspects() && configuration.hidesSchemaFrom(scope.actor())) {
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
    return runner.run(
        new OperationRunner.Run(ready.request, ready.document, ready.operation, scope, stage));
  }

  private CodedError coded(Fault fault, RequestScope scope) {
    return new CodedError(
        fault.code(),
        configuration.hidesSchemaFrom(scope.actor()) ? fault.discreetMessage() : fault.message(),
        scope.id(),
        null,
        fault.places().stream()
            .map(place -> new SourceLocation(place.line(), place.column()))
            .toList(),
        fault.details());
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
