package app.countersign.platform.graphql.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one field is answered, whoever executes it; all made once at the start. */
public sealed interface Step {
  /** From the parent alone. */
  record Read(Function<Object, @Nullable Object> read) implements Step {}

  /** From the parent and what is asked. */
  record Ask(BiFunction<@Nullable Object, FieldCall, @Nullable Object> ask) implements Step {}

  /** By changing something: what was loaded before may not be so any more. */
  record Change(Function<FieldCall, @Nullable Object> change) implements Step {}

  /**
   * For all parents at once.
   *
   * @param key what is loaded for a parent; null for nothing
   * @param load answers the values; it may leave keys out
   * @param sharing which fields are loaded together
   * @param coordinates the field as {@code Type.field}
   * @param otherwise the answer where there is no key or no value
   */
  record Load(
      Function<Object, @Nullable Object> key,
      BatchLoad load,
      Sharing sharing,
      String coordinates,
      @Nullable Object otherwise)
      implements Step {
    /** Fields of one name are loaded together. */
    public String name(FieldCall call) {
      return switch (sharing) {
        case FIELD -> coordinates;
        case ARGUMENTS -> coordinates + new TreeMap<>(call.arguments());
        case PLACE -> call.place();
      };
    }
  }

  /**
   * Only for whom it is meant.
   *
   * @param demand ends the field by throwing
   */
  record Guarded(Consumer<FieldCall> demand, Step inner) implements Step {}

  /** Loads for many parents. */
  @FunctionalInterface
  interface BatchLoad {
    /**
     * Answers a value by key.
     *
     * @param call the field as the first of the parents asks for it
     */
    Map<?, ?> load(Set<Object> keys, FieldCall call);
  }

  /** Which fields are loaded together. */
  enum Sharing {
    /** Every use of the field. */
    FIELD,
    /** Those with equal arguments. */
    ARGUMENTS,
    /** Those at the same place of the operation. */
    PLACE
  }
}
