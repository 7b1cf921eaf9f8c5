package app.countersign.platform.graphql.plan;

import graphql.GraphQLContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field as a plan asks for it. */
final class PlannedCall implements FieldCall {
  private final PlannedField field;
  private final Execution execution;
  private @Nullable Map<String, Object> arguments;

  PlannedCall(PlannedField field, Execution execution) {
    this.field = field;
    this.execution = execution;
  }

  @Override
  public @Nullable Object argument(String name) {
    return arguments().get(name);
  }

  @Override
  public boolean has(String name) {
    return arguments().containsKey(name);
  }

  @Override
  public boolean isWritten(String name) {
    return FieldCall.isWritten(field.field(), name);
  }

  @Override
  public Map<String, Object> arguments() {
    Map<String, Object> values = arguments;
    if (values == null) {
      values = field.values(execution.variables(), execution.context());
      arguments = values;
    }
    return values;
  }

  @Override
  public String place() {
    return field.place();
  }

  @Override
  public int level() {
    return field.level();
  }

  @Override
  public GraphQLContext context() {
    return execution.context();
  }
}
