package app.countersign.platform.graphql.plan;

import graphql.GraphQLContext;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.NullValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One field as it is asked for, whoever executes it. */
public interface FieldCall {
  /** An argument's value; null when it was left out or is null. */
  @Nullable Object argument(String name);

  /** Whether the argument was given or has a default, be it null. */
  boolean has(String name);

  /** Whether the document itself gives the argument something else than null. */
  boolean isWritten(String name);

  /** {@link #isWritten(String)} for a field of a document. */
  static boolean isWritten(Field field, String name) {
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals(name)) {
        return !(argument.getValue() instanceof NullValue);
      }
    }
    return false;
  }

  /** All arguments that were given or have a default. */
  Map<String, Object> arguments();

  /** The response keys that lead here, without the places in lists. */
  String place();

  /** How many response keys lead here: 1 for a root field. */
  int level();

  /** What holds for the whole request. */
  GraphQLContext context();
}
