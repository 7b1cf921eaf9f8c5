package app.countersign.platform.graphql.plan;

import graphql.GraphQLContext;
import graphql.schema.CoercingSerializeException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes values into what their types say. */
final class Completion {
  private static final int USUAL_SIZE = 16;

  private final Execution execution;
  private final GraphQLContext context;
  private boolean broken;

  Completion(Execution execution, GraphQLContext context) {
    this.execution = execution;
    this.context = context;
  }

  /** Whether anything is null that must not be. */
  boolean isBroken() {
    return broken;
  }

  /** The value as it is written; objects of it are filled as far as nothing is loaded later. */
  @Nullable Object complete(
      Shape shape, @Nullable Object value, @Nullable Place parent, Object step) {
    @Nullable Object written = value == null ? null : written(shape, value, parent, step);
    if (written == null && shape.isRequired()) {
      broken = true;
      execution.misfit("null where the schema has " + shape.typeName() + "!", parent, step);
    }
    return written;
  }

  private @Nullable Object written(Shape shape, Object value, @Nullable Place parent, Object step) {
    return switch (shape) {
      case Shape.Text _ -> value instanceof String text ? text : String.valueOf(value);
      case Shape.Scalar scalar -> {
        try {
          yield scalar.coercing().serialize(value, context, Locale.ENGLISH);
        } catch (CoercingSerializeException wrong) {
          yield misfit(wrong, parent, step);
        }
      }
      case Shape.Name name -> {
        try {
          yield name.type().serialize(value, context, Locale.ENGLISH);
        } catch (CoercingSerializeException wrong) {
          yield misfit(wrong, parent, step);
        }
      }
      case Shape.Many many -> several(many, value, parent, step);
      case Shape.One one -> object(one.selection(), value, parent, step);
      case Shape.Any any -> {
        Selection selection;
        try {
          selection = any.selections().apply(value);
        } catch (IllegalStateException none) {
          yield misfit(none, parent, step);
        }
        yield object(selection, value, parent, step);
      }
    };
  }

  private ObjectAnswer object(
      Selection selection, Object value, @Nullable Place parent, Object step) {
    ObjectAnswer object = new ObjectAnswer(selection, new Place(parent, step));
    execution.fill(object, value);
    return object;
  }

  private @Nullable Object several(
      Shape.Many many, Object value, @Nullable Place parent, Object step) {
    Iterator<?> items = items(value);
    if (items == null) {
      execution.misfit("no list but " + value.getClass().getName(), parent, step);
      return null;
    }
    Place here = new Place(parent, step);
    List<@Nullable Object> written =
        new ArrayList<>(value instanceof Collection<?> known ? known.size() : USUAL_SIZE);
    for (int index = 0; items.hasNext(); index++) {
      written.add(complete(many.item(), items.next(), here, index));
    }
    return written;
  }

  private static @Nullable Iterator<?> items(Object value) {
    return switch (value) {
      case Iterable<?> several -> several.iterator();
      case Stream<?> several -> several.iterator();
      case Object array when array.getClass().isArray() ->
          IntStream.range(0, Array.getLength(array))
              .mapToObj(index -> Array.get(array, index))
              .iterator();
      default -> null;
    };
  }

  private @Nullable Object misfit(RuntimeException wrong, @Nullable Place parent, Object step) {
    execution.misfit(String.valueOf(wrong.getMessage()), parent, step);
    return null;
  }
}
