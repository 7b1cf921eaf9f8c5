package app.countersign.platform.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out of an answer what holds a null that must not be: up to what may be null itself. */
final class Pruning {
  private static final Object BROKEN = new Object();

  private Pruning() {}

  /** The answer without them; null when nothing of it may stay. */
  static @Nullable ObjectAnswer of(ObjectAnswer root) {
    return object(root) ? root : null;
  }

  /** Whether this field of the root, once pruned, leaves no root. */
  static boolean isBroken(ObjectAnswer root, int index) {
    return !field(root, index);
  }

  private static boolean object(ObjectAnswer object) {
    for (int index = 0; index < object.selection().size(); index++) {
      if (!field(object, index)) {
        return false;
      }
    }
    return true;
  }

  private static boolean field(ObjectAnswer object, int index) {
    Object pruned = pruned(object.selection().field(index).shape(), object.value(index));
    if (pruned == BROKEN) {
      return false;
    }
    object.set(index, pruned);
    return true;
  }

  private static @Nullable Object pruned(Shape shape, @Nullable Object value) {
    boolean isWhole =
        switch (value) {
          case null -> false;
          case ObjectAnswer object -> object(object);
          case List<?> items when shape instanceof Shape.Many many -> items(many.item(), items);
          default -> true;
        };
    if (isWhole) {
      return value;
    }
    return shape.isRequired() ? BROKEN : null;
  }

  @SuppressWarnings("unchecked") // lists of an answer are ours
  private static boolean items(Shape shape, List<?> items) {
    List<@Nullable Object> own = (List<@Nullable Object>) items;
    for (int index = 0; index < own.size(); index++) {
      Object pruned = pruned(shape, own.get(index));
      if (pruned == BROKEN) {
        return false;
      }
      own.set(index, pruned);
    }
    return true;
  }
}
