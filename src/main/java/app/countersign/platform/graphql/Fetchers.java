package app.countersign.platform.graphql;

import app.countersign.platform.graphql.plan.FieldCall;
import app.countersign.platform.graphql.plan.Step;
import graphql.GraphQLContext;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderOptions;
import org.dataloader.MappedBatchLoader;
import org.jspecify.annotations.Nullable;

/** Turns steps into what graphql-java calls. */
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

  /** A field as graphql-java asks for it. */
  private record EngineCall(Supplier<DataFetchingEnvironment> environment) implements FieldCall {
    @Override
    public @Nullable Object argument(String name) {
      return environment.get().getArgument(name);
    }

    @Override
    public boolean has(String name) {
      return environment.get().containsArgument(name);
    }

    @Override
    public boolean isWritten(String name) {
      return FieldCall.isWritten(environment.get().getField(), name);
    }

    @Override
    public Map<String, Object> arguments() {
      return environment.get().getArguments();
    }

    @Override
    public String place() {
      return String.join("/", environment.get().getExecutionStepInfo().getPath().getKeysOnly());
    }

    @Override
    public int level() {
      return environment.get().getExecutionStepInfo().getPath().getLevel();
    }

    @Override
    public GraphQLContext context() {
      return environment.get().getGraphQlContext();
    }
  }

  static DataFetcher<?> of(Step step) {
    return switch (step) {
      case Step.Read(Function<Object, @Nullable Object> read) ->
          (Light) (field, source, environment) -> source == null ? null : read.apply(source);
      case Step.Ask ask ->
          (Light)
              (field, source, environment) -> ask.ask().apply(source, new EngineCall(environment));
      case Step.Change(Function<FieldCall, @Nullable Object> change) -> change(change);
      case Step.Load load -> load(load);
      case Step.Guarded guarded -> guarded(guarded);
    };
  }

  private static DataFetcher<?> change(Function<FieldCall, @Nullable Object> change) {
    return environment -> {
      environment.getDataLoaderRegistry().getDataLoaders().forEach(DataLoader::clearAll);
      return change.apply(new EngineCall(() -> environment));
    };
  }

  private static DataFetcher<?> guarded(Step.Guarded guarded) {
    DataFetcher<?> inner = of(guarded.inner());
    return (Light)
        (field, source, environment) -> {
          guarded.demand().accept(new EngineCall(environment));
          return inner instanceof LightDataFetcher<?> light
              ? light.get(field, source, environment)
              : inner.get(environment.get());
        };
  }

  private static DataFetcher<?> load(Step.Load load) {
    return (Light)
        (field, source, environment) -> {
          Object key = source == null ? null : load.key().apply(source);
          if (key == null) {
            return load.otherwise();
          }
          return loader(environment.get(), load, new EngineCall(environment))
              .load(key)
              .thenApply(found -> found == null ? load.otherwise() : found);
        };
  }

  private static DataLoader<Object, Object> loader(
      DataFetchingEnvironment environment, Step.Load load, FieldCall call) {
    String name = load.name(call);
    MappedBatchLoader<Object, Object> all = keys -> loaded(load, keys, call);
    environment
        .getDataLoaderRegistry()
        .computeIfAbsent(
            name,
            missing ->
                DataLoaderFactory.newMappedDataLoader(
                    missing, all, DataLoaderOptions.newDefaultOptions()));
    DataLoader<Object, Object> loader = environment.getDataLoader(name);
    if (loader == null) {
      throw new IllegalStateException("no loader " + name);
    }
    return loader;
  }

  @SuppressWarnings("unchecked") // the values are those of the keys
  private static CompletionStage<Map<Object, Object>> loaded(
      Step.Load load, Set<Object> keys, FieldCall call) {
    try {
      return CompletableFuture.completedFuture((Map<Object, Object>) load.load().load(keys, call));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }
}
