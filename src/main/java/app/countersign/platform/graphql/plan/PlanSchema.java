package app.countersign.platform.graphql.plan;

import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What plans are made of.
 *
 * @param types the schema
 * @param steps how each field is answered, by {@code Type.field}
 * @param members which type a value is of
 */
public record PlanSchema(GraphQLSchema types, Map<String, Step> steps, Members members) {
  public PlanSchema {
    steps = Map.copyOf(steps);
  }

  /** Tells the types of values. */
  @FunctionalInterface
  public interface Members {
    /** Which of an interface's or union's types a value is of; null for none. */
    @Nullable String typeOf(GraphQLNamedOutputType type, Object value);
  }
}
