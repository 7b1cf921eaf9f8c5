package app.countersign.platform.graphql;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Deadline;
import app.countersign.platform.db.PageRequest;
import graphql.GraphQLContext;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.MappedBatchLoader;
import org.jspecify.annotations.Nullable;

/** Turns how a field is wired into what the engine calls; all made once at start-up. */
final class Fetchers {
  private Fetchers() {}

  /** A fetcher that builds its environment only when somebody looks at it. */
  private interface Light extends LightDataFetcher<@Nullable Object> {
    @Override
    @Nullable Object get(
        GraphQLFieldDefinition field,
        @Nullable Object source,
        Supplier<DataFetchingEnvironment> environment)
        throws Exception;

    @Override
    default @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
      return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
    }
  }

  static DataFetcher<?> of(String coordinates, FieldSource source) {
    return switch (source) {
      case FieldSource.Root root -> query(root.read());
      case FieldSource.Read<?> read -> read(read);
      case FieldSource.Batched<?, ?, ?> batched -> batched(coordinates, batched);
      case FieldSource.BatchedCall<?, ?, ?> batched -> batchedCall(coordinates, batched);
      case FieldSource.BatchedPage<?, ?, ?> batched -> batchedPage(batched);
    };
  }

  /** What a field without wiring answers where the start-up check is not strict. */
  static DataFetcher<Object> unwired() {
    return environment -> {
      throw new IllegalStateException("a field without wiring");
    };
  }

  static DataFetcher<?> of(Accessor accessor) {
    return new Read(accessor);
  }

  /** Reads by an accessor that is compiled when the field is first asked for. */
  private static final class Read implements Light {
    private final Accessor accessor;

    // Written without a lock: whoever does not see it yet makes one as good.
    private @Nullable Function<Object, @Nullable Object> compiled;

    private Read(Accessor accessor) {
      this.accessor = accessor;
    }

    @Override
    public @Nullable Object get(
        GraphQLFieldDefinition field,
        @Nullable Object source,
        Supplier<DataFetchingEnvironment> environment) {
      if (source == null) {
        return null;
      }
      Function<Object, @Nullable Object> read = compiled;
      if (read == null) {
        read = accessor.compile();
        compiled = read;
      }
      return read.apply(source);
    }
  }

  static DataFetcher<?> query(Function<Call, @Nullable Object> read) {
    return (Light) (field, source, environment) -> read.apply(new Call(environment));
  }

  static DataFetcher<?> mutation(
      MutationField<?, ?> mutation, MutationDoor door, MutationRunner runner) {
    return environment -> {
      // What an earlier mutation of the same request loaded may not be so any more.
      environment.getDataLoaderRegistry().getDataLoaders().forEach(DataLoader::clearAll);
      RequestScope scope = RequestScope.of(environment.getGraphQlContext());
      Map<String, Object> input = environment.getArgument("input");
      return runner.run(mutation, door, scope, input == null ? Map.of() : input);
    };
  }

  /** Answers the event that is at hand, or opens the stream that the events come from. */
  static DataFetcher<?> subscription(SubscriptionField subscription) {
    return (Light)
        (field, source, environment) ->
            switch (EventStage.of(environment.get().getGraphQlContext())) {
              case EventStage.Event event -> event.value();
              case EventStage.Opening opening ->
                  throw opening.opened(subscription.open().apply(new Call(environment)));
            };
  }

  /** The field runs only for an actor whose role includes the required one. */
  static DataFetcher<?> guarded(Requirement required, DataFetcher<?> inner) {
    return (Light)
        (field, source, environment) -> {
          GraphQLContext context = environment.get().getGraphQlContext();
          if (environment.get().getExecutionStepInfo().getPath().getLevel() > 1) {
            EventStage.becomesPersonal(context);
          }
          demand(required, RequestScope.of(context).actor());
          if (context.get(EventStage.class) instanceof EventStage.Opening opening) {
            opening.demands(required);
          }
          return inner instanceof LightDataFetcher<?> light
              ? light.get(field, source, environment)
              : inner.get(environment.get());
        };
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

  @SuppressWarnings("unchecked") // the start-up check has compared the parent's class
  private static <T> T parent(@Nullable Object source) {
    if (source == null) {
      throw new IllegalStateException("a field without its parent");
    }
    return (T) source;
  }

  private static <T> DataFetcher<?> read(FieldSource.Read<T> read) {
    return (Light)
        (field, source, environment) ->
            read.read().apply(Fetchers.<T>parent(source), new Call(environment));
  }

  private static <T, K, V> DataFetcher<?> batched(
      String coordinates, FieldSource.Batched<T, K, V> batched) {
    return (Light)
        (field, source, environment) -> {
          K key = batched.key().apply(Fetchers.<T>parent(source));
          return key == null ? null : load(environment.get(), coordinates, batched.load(), key);
        };
  }

  private static <T, K, V> DataFetcher<?> batchedCall(
      String coordinates, FieldSource.BatchedCall<T, K, V> batched) {
    return (Light)
        (field, source, environment) -> {
          K key = batched.key().apply(Fetchers.<T>parent(source));
          if (key == null) {
            return null;
          }
          DataFetchingEnvironment here = environment.get();
          String asked = coordinates + new TreeMap<>(here.getArguments());
          Call call = new Call(environment);
          Function<Set<K>, Map<K, V>> load = keys -> batched.load().load(keys, call);
          return load(here, asked, load, key);
        };
  }

  private static <T, K, V> DataFetcher<?> batchedPage(FieldSource.BatchedPage<T, K, V> batched) {
    return (Light)
        (field, source, environment) -> {
          K key = batched.key().apply(Fetchers.<T>parent(source));
          if (key == null) {
            return Connection.empty();
          }
          DataFetchingEnvironment here = environment.get();
          // The same place in the operation means the same arguments and the same selection.
          String place = String.join("/", here.getExecutionStepInfo().getPath().getKeysOnly());
          Call call = new Call(environment);
          PageRequest page = call.page();
          Function<Set<K>, Map<K, Connection<V>>> load =
              keys -> batched.load().load(keys, page, call);
          return load(here, place, load, key)
              .thenApply(found -> found == null ? Connection.empty() : found);
        };
  }

  private static <K, V> CompletableFuture<V> load(
      DataFetchingEnvironment environment, String name, Function<Set<K>, Map<K, V>> load, K key) {
    MappedBatchLoader<K, V> all = keys -> inTime(environment, load, keys);
    environment
        .getDataLoaderRegistry()
        .computeIfAbsent(
            name,
            missing ->
                DataLoaderFactory.newMappedDataLoader(
                    missing, all, DataLoaderOptions.newDefaultOptions()));
    DataLoader<K, V> loader = environment.getDataLoader(name);
    if (loader == null) {
      throw new IllegalStateException("no loader " + name);
    }
    return loader.load(key);
  }

  private static <K, V> CompletionStage<Map<K, V>> inTime(
      DataFetchingEnvironment environment, Function<Set<K>, Map<K, V>> load, Set<K> keys) {
    Deadline deadline = RequestScope.of(environment.getGraphQlContext()).deadline();
    if (deadline.hasPassed()) {
      return CompletableFuture.failedFuture(ErrorMapper.timeout(deadline));
    }
    try {
      return CompletableFuture.completedFuture(load.apply(keys));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }
}
