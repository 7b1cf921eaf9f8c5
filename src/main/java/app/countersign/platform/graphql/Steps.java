package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.graphql.plan.FieldCall;
import app.countersign.platform.graphql.plan.Step;
import app.countersign.platform.graphql.plan.Step.Sharing;
import graphql.GraphQLContext;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns how a field is wired into what answers it; all made once at start-up. */
final class Steps {
  private Steps() {}

  static Step of(String coordinates, FieldSource source) {
    return switch (source) {
      case FieldSource.Root root -> query(root.read());
      case FieldSource.Read<?> read -> read(read);
      case FieldSource.Batched<?, ?, ?> batched -> batched(coordinates, batched);
      case FieldSource.BatchedCall<?, ?, ?> batched -> batchedCall(coordinates, batched);
      case FieldSource.BatchedPage<?, ?, ?> batched -> batchedPage(coordinates, batched);
    };
  }

  /** What a field without wiring answers where the start-up check is not strict. */
  static Step unwired() {
    return new Step.Ask(
        (source, call) -> {
          throw new IllegalStateException("a field without wiring");
        });
  }

  static Step of(Accessor accessor) {
    return new Step.Read(new CompiledLater(accessor));
  }

  /** Reads by an accessor that is compiled when the field is first asked for. */
  private static final class CompiledLater implements Function<Object, @Nullable Object> {
    private final Accessor accessor;

    // Written without a lock: whoever does not see it yet makes one as good.
    private @Nullable Function<Object, @Nullable Object> compiled;

    private CompiledLater(Accessor accessor) {
      this.accessor = accessor;
    }

    @Override
    public @Nullable Object apply(Object source) {
      Function<Object, @Nullable Object> read = compiled;
      if (read == null) {
        read = accessor.compile();
        compiled = read;
      }
      return read.apply(source);
    }
  }

  static Step query(Function<Call, @Nullable Object> read) {
    return new Step.Ask((source, call) -> read.apply(new Call(call)));
  }

  static Step mutation(MutationField<?, ?> mutation, MutationDoor door, MutationRunner runner) {
    return new Step.Change(
        call -> {
          RequestScope scope = RequestScope.of(call.context());
          return runner.run(mutation, door, scope, input(call));
        });
  }

  /** Answers the event that is at hand, or opens the stream that the events come from. */
  static Step subscription(SubscriptionField subscription) {
    return new Step.Ask(
        (source, call) ->
            switch (EventStage.of(call.context())) {
              case EventStage.Event event -> event.value();
              case EventStage.Opening opening ->
                  throw opening.opened(subscription.open().apply(new Call(call)));
            });
  }

  /** The field is answered only for an actor whose role includes the required one. */
  static Step guarded(Requirement required, Step inner) {
    return new Step.Guarded(
        call -> {
          GraphQLContext context = call.context();
          if (call.level() > 1) {
            EventStage.becomesPersonal(context);
          }
          demand(required, RequestScope.of(context).actor());
          if (context.get(EventStage.class) instanceof EventStage.Opening opening) {
            opening.demands(required);
          }
        },
        inner);
  }

  /** Refuses who is not signed in or has not the role. */
  static void demand(Requirement required, @Nullable Actor actor) {
    if (actor == null) {
      throw Call.notSignedIn();
    }
    if (!required.isMetBy(actor.role())) {
      throw new RequestError(
          RequestErrorCode.FORBIDDEN,
          "This needs the role %s; yours is %s.".formatted(required.role(), actor.role()));
    }
  }

  @SuppressWarnings("unchecked") // what the schema calls an input object is a map
  private static Map<String, Object> input(FieldCall call) {
    Map<String, Object> input = (Map<String, Object>) call.argument("input");
    return input == null ? Map.of() : input;
  }

  @SuppressWarnings("unchecked") // the start-up check has compared the parent's class
  private static <T> T parent(@Nullable Object source) {
    if (source == null) {
      throw new IllegalStateException("a field without its parent");
    }
    return (T) source;
  }

  private static <T> Step read(FieldSource.Read<T> read) {
    return new Step.Ask(
        (source, call) -> read.read().apply(Steps.<T>parent(source), new Call(call)));
  }

  private static <T, K, V> Step batched(String coordinates, FieldSource.Batched<T, K, V> batched) {
    return new Step.Load(
        source -> batched.key().apply(Steps.<T>parent(source)),
        (keys, call) -> batched.load().apply(inTime(keys, call)),
        Sharing.FIELD,
        coordinates,
        null);
  }

  private static <T, K, V> Step batchedCall(
      String coordinates, FieldSource.BatchedCall<T, K, V> batched) {
    return new Step.Load(
        source -> batched.key().apply(Steps.<T>parent(source)),
        (keys, call) -> batched.load().load(inTime(keys, call), new Call(call)),
        Sharing.ARGUMENTS,
        coordinates,
        null);
  }

  private static <T, K, V> Step batchedPage(
      String coordinates, FieldSource.BatchedPage<T, K, V> batched) {
    return new Step.Load(
        source -> batched.key().apply(Steps.<T>parent(source)),
        (keys, call) -> {
          Call field = new Call(call);
          return batched.load().load(inTime(keys, call), field.page(), field);
        },
        // The same place in the operation means the same arguments and the same selection.
        Sharing.PLACE,
        coordinates,
        Connection.empty());
  }

  @SuppressWarnings("unchecked") // the keys are those that the field's own key function gave
  private static <K> Set<K> inTime(Set<Object> keys, FieldCall call) {
    Deadline deadline = RequestScope.of(call.context()).deadline();
    if (deadline.hasPassed()) {
      throw ErrorMapper.timeout(deadline);
    }
    return (Set<K>) keys;
  }
}
