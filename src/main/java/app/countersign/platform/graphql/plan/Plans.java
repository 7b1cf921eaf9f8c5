package app.countersign.platform.graphql.plan;

import app.countersign.platform.graphql.plan.PlanCompiler.NotCovered;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, keeps and runs plans. */
public final class Plans {
  /** Fields of all plans that are kept: some 50 MB. */
  private static final long MOST_FIELDS = 200_000;

  private final PlanSchema schema;
  private final Cache<Key, Kept> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_FIELDS)
          .weigher((Key key, Kept plan) -> plan.weight())
          .executor(Runnable::run)
          .build();

  public Plans(PlanSchema schema) {
    this.schema = schema;
  }

  /** An operation of a valid document, to be kept with it. */
  public static final class Operation {
    private final Document document;
    private final OperationDefinition definition;
    private final List<String> conditions;

    public Operation(Document document, OperationDefinition definition) {
      this.document = document;
      this.definition = definition;
      this.conditions = Variables.ofConditions(document, definition);
    }
  }

  /**
   * What came of a run.
   *
   * @param data null when something is null that must not be
   */
  public record Outcome(@Nullable Map<String, @Nullable Object> data, List<GraphQLError> errors) {}

  /** Operations differ by identity: each document is kept once. */
  private record Key(Operation operation, List<@Nullable Object> conditions) {}

  private record Kept(@Nullable Selection selection, int weight) {}

  /**
   * Runs the operation on the caller's thread; null when no plan covers it, or when its variables
   * do not fit: nothing has been done then, and graphql-java knows what to do or to say.
   *
   * @param variables as they were sent
   * @param context what holds for the whole request
   */
  public @Nullable Outcome run(
      Operation operation,
      Map<String, Object> variables,
      GraphQLContext context,
      Failures failures) {
    CoercedVariables values;
    try {
      values =
          ValuesResolver.coerceVariableValues(
              schema.types(),
              operation.definition.getVariableDefinitions(),
              RawVariables.of(variables),
              context,
              Locale.ENGLISH);
    } catch (GraphQLException unfit) {
      return null;
    }
    Selection selection = kept.get(key(operation, values), this::compile).selection();
    if (selection == null) {
      return null;
    }
    Execution execution = new Execution(values, context, failures);
    ObjectAnswer data =
        operation.definition.getOperation() == OperationDefinition.Operation.MUTATION
            ? execution.oneByOne(selection)
            : execution.all(selection);
    return new Outcome(data, execution.errors());
  }

  private static Key key(Operation operation, CoercedVariables values) {
    if (operation.conditions.isEmpty()) {
      return new Key(operation, List.of());
    }
    List<@Nullable Object> conditions = new ArrayList<>();
    operation.conditions.forEach(name -> conditions.add(values.get(name)));
    return new Key(operation, conditions);
  }

  private Kept compile(Key key) {
    Map<String, Object> conditions = new HashMap<>();
    for (int index = 0; index < key.conditions.size(); index++) {
      Object value = key.conditions.get(index);
      if (value != null) {
        conditions.put(key.operation.conditions.get(index), value);
      }
    }
    PlanCompiler compiler = new PlanCompiler(schema, key.operation.document, conditions);
    try {
      Selection selection = compiler.compile(key.operation.definition);
      return new Kept(selection, 1 + compiler.fields());
    } catch (NotCovered | GraphQLException notCovered) {
      return new Kept(null, 1);
    }
  }
}
