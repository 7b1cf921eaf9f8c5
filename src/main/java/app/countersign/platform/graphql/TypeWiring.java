package app.countersign.platform.graphql;

import app.countersign.platform.db.PageRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the fields of one object type are answered where an accessor of its class does not do. */
public final class TypeWiring<T> {
  private final String typeName;
  private final Class<T> backing;
  private final Map<String, FieldSource> fields = new LinkedHashMap<>();

  TypeWiring(String typeName, Class<T> backing) {
    this.typeName = typeName;
    this.backing = backing;
  }

  /** Loads one page for each of many parents. */
  @FunctionalInterface
  public interface PageLoad<K, V> {
    /**
     * Answers the pages; a key without one has an empty list.
     *
     * @param call the field as the first of the parents asks for it: arguments and selection are
     *     the same for all
     */
    Map<K, Connection<V>> load(Set<K> keys, PageRequest page, Call call);
  }

  /** Loads one value for each of many parents of a field with arguments. */
  @FunctionalInterface
  public interface Load<K, V> {
    /**
     * Answers the values; a key without one is null.
     *
     * @param call the field as the first of the parents asks for it: the arguments are the same for
     *     all, what is selected below need not be
     */
    Map<K, V> load(Set<K> keys, Call call);
  }

  /** A field that always has an answer. */
  public <R> TypeWiring<T> field(String name, BiFunction<T, Call, ? extends R> read) {
    return add(name, new FieldSource.Read<>(read, false));
  }

  /** A field whose answer may be null. */
  public <R> TypeWiring<T> nullable(String name, BiFunction<T, Call, ? extends @Nullable R> read) {
    return add(name, new FieldSource.Read<>(read, true));
  }

  /**
   * A field answered for all parents of the request in one load, for a non-null field of the
   * schema: each key is there and has its value.
   */
  public <K, V> TypeWiring<T> batched(
      String name, Function<T, ? extends @Nullable K> key, Function<Set<K>, Map<K, V>> load) {
    return add(name, new FieldSource.Batched<>(key, load, false));
  }

  /** As {@link #batched}; a null key, or one that the load does not answer, is null. */
  public <K, V> TypeWiring<T> batchedNullable(
      String name, Function<T, ? extends @Nullable K> key, Function<Set<K>, Map<K, V>> load) {
    return add(name, new FieldSource.Batched<>(key, load, true));
  }

  /** As {@link #batchedNullable} for a field with arguments: one load for equal arguments. */
  public <K, V> TypeWiring<T> batchedNullable(
      String name, Function<T, ? extends @Nullable K> key, Load<K, V> load) {
    return add(name, new FieldSource.BatchedCall<>(key, load, true));
  }

  /** As {@link #batched} for a field with arguments, or one that depends on who asks. */
  public <K, V> TypeWiring<T> batched(
      String name, Function<T, ? extends @Nullable K> key, Load<K, V> load) {
    return add(name, new FieldSource.BatchedCall<>(key, load, false));
  }

  /** A nested list: one load for all parents that ask with the same arguments. */
  public <K, V> TypeWiring<T> batchedConnection(
      String name, Function<T, ? extends @Nullable K> key, PageLoad<K, V> load) {
    return add(name, new FieldSource.BatchedPage<>(key, load));
  }

  String typeName() {
    return typeName;
  }

  Class<T> backing() {
    return backing;
  }

  Map<String, FieldSource> fields() {
    return Collections.unmodifiableMap(fields);
  }

  private TypeWiring<T> add(String name, FieldSource source) {
    if (fields.putIfAbsent(name, source) != null) {
      throw new IllegalStateException("%s.%s is wired twice".formatted(typeName, name));
    }
    return this;
  }
}
