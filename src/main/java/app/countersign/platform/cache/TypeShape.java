package app.countersign.platform.cache;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The shape of a type's JSON as a short text: what the components of its records are called and of
 * what type they are, all the way down. Two releases that share a store find each other's values
 * only where the shapes agree, so that a record is never read without a component it needs.
 */
final class TypeShape {
  private final StringBuilder description = new StringBuilder();
  private final Set<Class<?>> seen = new HashSet<>();

  private TypeShape() {}

  static String of(Type type) {
    TypeShape shape = new TypeShape();
    shape.describe(type);
    CRC32C sum = new CRC32C();
    sum.update(shape.description.toString().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private void describe(Type type) {
    switch (type) {
      case Class<?> plain -> describeClass(plain);
      case ParameterizedType generic -> {
        describe(generic.getRawType());
        describeAll(generic.getActualTypeArguments());
      }
      case GenericArrayType array -> {
        description.append("[]");
        describe(array.getGenericComponentType());
      }
      case WildcardType wildcard -> describeAll(wildcard.getUpperBounds());
      default -> description.append(type);
    }
  }

  private void describeAll(Type[] types) {
    description.append('<');
    for (Type type : types) {
      describe(type);
      description.append(',');
    }
    description.append('>');
  }

  private void describeClass(Class<?> type) {
    description.append(type.getName());
    if (!seen.add(type)) {
      return;
    }
    if (type.isRecord()) {
      description.append('{');
      for (RecordComponent component : type.getRecordComponents()) {
        description.append(component.getName()).append(':');
        describe(component.getGenericType());
        description.append(',');
      }
      description.append('}');
    } else if (type.isEnum()) {
      description.append(Arrays.toString(type.getEnumConstants()));
    } else if (type.isSealed()) {
      describeAll(type.getPermittedSubclasses());
    } else if (type.isArray()) {
      describe(type.getComponentType());
    }
  }
}
