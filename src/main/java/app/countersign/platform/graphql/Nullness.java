package app.countersign.platform.graphql;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a type of the schema with the Java type behind it: whether what must not be null may be,
 * whether a list is one, whether an enum's constants are all in the schema.
 */
final class Nullness {
  private Nullness() {}

  /** What is wrong with the method as the answer to a field of that type; null when nothing is. */
  static @Nullable String problem(GraphQLType schemaType, Method method) {
    return problem(schemaType, method.getAnnotatedReturnType(), method.getReturnType());
  }

  private static @Nullable String problem(
      GraphQLType schemaType, AnnotatedType annotated, Class<?> raw) {
    if (schemaType instanceof GraphQLNonNull required) {
      return mayBeNull(annotated)
          ? "is non-null in the schema but may be null in Java"
          : problem(required.getWrappedType(), annotated, raw);
    }
    if (raw == Optional.class) {
      AnnotatedType content = argument(annotated);
      return content == null ? null : problem(schemaType, content, raw(content.getType()));
    }
    if (schemaType instanceof GraphQLList list) {
      if (!Collection.class.isAssignableFrom(raw)) {
        return "is a list in the schema but %s in Java".formatted(raw.getSimpleName());
      }
      AnnotatedType item = argument(annotated);
      return item == null ? null : problem(list.getWrappedType(), item, raw(item.getType()));
    }
    if (Collection.class.isAssignableFrom(raw) && !GraphQLTypeUtil.isScalar(schemaType)) {
      return "is no list in the schema but %s in Java".formatted(raw.getSimpleName());
    }
    return schemaType instanceof GraphQLEnumType names ? enumProblem(names, raw) : null;
  }

  private static @Nullable String enumProblem(GraphQLEnumType names, Class<?> raw) {
    if (raw.isEnum()) {
      for (Object constant : raw.getEnumConstants()) {
        String name = ((Enum<?>) constant).name();
        if (names.getValue(name) == null) {
          return "has no value %s in enum %s".formatted(name, names.getName());
        }
      }
    }
    return null;
  }

  /** Whether the type admits null: marked so, or an {@link Optional}. */
  static boolean mayBeNull(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class) || raw(type.getType()) == Optional.class;
  }

  /** What is in a list or an optional; null when the type does not say. */
  static @Nullable AnnotatedType argument(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType generic
            && generic.getAnnotatedActualTypeArguments().length == 1
        ? generic.getAnnotatedActualTypeArguments()[0]
        : null;
  }

  /** The class of a type, {@link Object} where it is a variable. */
  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> raw(generic.getRawType());
      default -> Object.class;
    };
  }

  /** The class of what a field holds, list and optional taken off. */
  static Class<?> content(AnnotatedType type) {
    AnnotatedType at = type;
    while (true) {
      Class<?> raw = raw(at.getType());
      boolean isWrapper = raw == Optional.class || Collection.class.isAssignableFrom(raw);
      AnnotatedType inner = isWrapper ? argument(at) : null;
      if (inner == null) {
        return raw;
      }
      at = inner;
    }
  }
}
