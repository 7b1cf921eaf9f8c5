package app.countersign.platform.graphql;

import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one field is answered. */
sealed interface FieldSource {
  /** Whether the answer may be null; a non-null field of the schema must not be. */
  boolean isNullable();

  /** At once, without a parent: a field of Query. */
  record Root(Function<Call, @Nullable Object> read, boolean isNullable) implements FieldSource {}

  /** From its parent, at once. */
  record Read<T>(BiFunction<T, Call, ? extends @Nullable Object> read, boolean isNullable)
      implements FieldSource {}

  /** For all parents of a request in one load. */
  record Batched<T, K, V>(
      Function<T, ? extends @Nullable K> key, Function<Set<K>, Map<K, V>> load, boolean isNullable)
      implements FieldSource {}

  /** For all parents of a request that ask with the same arguments, in one load. */
  record BatchedCall<T, K, V>(
      Function<T, ? extends @Nullable K> key, TypeWiring.Load<K, V> load, boolean isNullable)
      implements FieldSource {}

  /** A page for each of all parents that ask with the same arguments, in one load. */
  record BatchedPage<T, K, V>(
      Function<T, ? extends @Nullable K> key, TypeWiring.PageLoad<K, V> load)
      implements FieldSource {
    @Override
    public boolean isNullable() {
      return false;
    }
  }
}
