package app.countersign.platform.graphql.plan;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Field;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLArgument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field of a selection.
 *
 * @param key its name in the answer
 * @param place the keys that lead to it
 * @param fixed its arguments where no variable is in them; null where they differ by request
 */
record PlannedField(
    String key,
    SerializableString jsonKey,
    Step step,
    Shape shape,
    Field field,
    List<GraphQLArgument> arguments,
    String place,
    int level,
    @Nullable Map<String, Object> fixed) {

  static PlannedField of(
      Field field, Step step, Shape shape, List<GraphQLArgument> arguments, Selected at) {
    Map<String, Object> fixed =
        Variables.in(field.getArguments())
            ? null
            : values(
                arguments, field, CoercedVariables.emptyVariables(), GraphQLContext.getDefault());
    String key = field.getResultKey();
    return new PlannedField(
        key,
        new SerializedString(key),
        step,
        shape,
        field,
        arguments,
        at.place(),
        at.level(),
        fixed);
  }

  /** Where a field is in its operation. */
  record Selected(String place, int level) {
    static final Selected TOP = new Selected("", 0);

    Selected below(String key) {
      return new Selected(place.isEmpty() ? key : place + "/" + key, level + 1);
    }
  }

  Map<String, Object> values(CoercedVariables variables, GraphQLContext context) {
    return fixed == null ? values(arguments, field, variables, context) : fixed;
  }

  SourceLocation location() {
    return Objects.requireNonNullElse(field.getSourceLocation(), SourceLocation.EMPTY);
  }

  private static Map<String, Object> values(
      List<GraphQLArgument> arguments,
      Field field,
      CoercedVariables variables,
      GraphQLContext context) {
    return ValuesResolver.getArgumentValues(
        arguments, field.getArguments(), variables, context, Locale.ENGLISH);
  }
}
