package app.countersign.platform.graphql;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an input type with the record it is bound to: every field has its component and the
 * other way round, and what may be left out may be null. Classes that are not records bind as they
 * like.
 */
final class InputCheck {
  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private InputCheck() {}

  static List<String> problems(GraphQLType type, Class<?> bound) {
    InputCheck check = new InputCheck();
    check.compare(GraphQLTypeUtil.unwrapAll(type), bound);
    return List.copyOf(check.problems);
  }

  private void compare(GraphQLType type, Class<?> bound) {
    if (type instanceof GraphQLEnumType names && bound.isEnum()) {
      names(names, bound);
    }
    if (!(type instanceof GraphQLInputObjectType input)
        || !bound.isRecord()
        || !seen.add(input.getName() + bound.getName())) {
      return;
    }
    Map<String, RecordComponent> components = new HashMap<>();
    Arrays.stream(bound.getRecordComponents())
        .forEach(component -> components.put(component.getName(), component));
    for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
      RecordComponent component = components.remove(field.getName());
      if (component == null) {
        problems.add(
            "drops %s.%s: record %s has no such component"
                .formatted(input.getName(), field.getName(), bound.getSimpleName()));
      } else {
        component(input, field, component);
      }
    }
    components
        .keySet()
        .forEach(
            name ->
                problems.add(
                    "never fills %s.%s: input %s has no such field"
                        .formatted(bound.getSimpleName(), name, input.getName())));
  }

  private void component(
      GraphQLInputObjectType input, GraphQLInputObjectField field, RecordComponent component) {
    boolean mayBeLeftOut = !(field.getType() instanceof GraphQLNonNull);
    if (mayBeLeftOut && !Nullness.mayBeNull(component.getAnnotatedType())) {
      problems.add(
          "may leave %s.%s null, which its record does not allow"
              .formatted(input.getName(), field.getName()));
    }
    compare(
        GraphQLTypeUtil.unwrapAll(field.getType()), Nullness.content(component.getAnnotatedType()));
  }

  private void names(GraphQLEnumType names, Class<?> bound) {
    Set<String> constants = new HashSet<>();
    Arrays.stream(bound.getEnumConstants())
        .forEach(constant -> constants.add(((Enum<?>) constant).name()));
    names.getValues().stream()
        .filter(value -> !constants.contains(value.getName()))
        .forEach(
            value ->
                problems.add(
                    "cannot bind %s of enum %s to %s"
                        .formatted(value.getName(), names.getName(), bound.getSimpleName())));
  }
}
