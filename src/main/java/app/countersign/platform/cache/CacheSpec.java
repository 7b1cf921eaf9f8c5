package app.countersign.platform.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is like.
 *
 * <pre>{@code
 * CacheSpec.of("contract", Contract.class, Duration.ofMinutes(15)).withEntries(100_000)
 * CacheSpec.of("document-text", CacheCodec.text(), Duration.ofMinutes(30))
 *     .withWeight(64L << 20, text -> 2 * text.length())
 * }</pre>
 *
 * @param name in the metrics and in every key: lower-case letters, digits and hyphens
 * @param codec how values are written where they leave the process
 * @param ttl how long a value is kept
 * @param absentTtl how long it is kept that there is no value; null keeps no such thing
 * @param capacity how many values, or how much of them, are kept in process
 * @param weigher what one value weighs; null where values are counted
 * @param <V> the type of the values, which are shared between threads and must be immutable
 */
public record CacheSpec<V>(
    String name,
    CacheCodec<V> codec,
    Duration ttl,
    @Nullable Duration absentTtl,
    long capacity,
    @Nullable ToIntFunction<V> weigher) {
  private static final long DEFAULT_ENTRIES = 10_000;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /**
   * Checks that the settings make sense.
   *
   * @throws IllegalArgumentException naming what does not
   */
  public CacheSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not the name of a cache: " + name);
    }
    requirePositive(name, ttl);
    if (absentTtl != null) {
      requirePositive(name, absentTtl);
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("The cache " + name + " has no room.");
    }
  }

  /** A cache of 10,000 values that are written as JSON. */
  public static <V> CacheSpec<V> of(String name, Class<V> type, Duration ttl) {
    return of(name, CacheCodec.json(type), ttl);
  }

  /** A cache of 10,000 values of a type with parameters, written as JSON. */
  public static <V> CacheSpec<V> of(String name, TypeReference<V> type, Duration ttl) {
    return of(name, CacheCodec.json(type), ttl);
  }

  /** A cache of 10,000 values. */
  public static <V> CacheSpec<V> of(String name, CacheCodec<V> codec, Duration ttl) {
    return new CacheSpec<>(name, codec, ttl, null, DEFAULT_ENTRIES, null);
  }

  /** Keeps so many values in process. */
  public CacheSpec<V> withEntries(long entries) {
    return new CacheSpec<>(name, codec, ttl, absentTtl, entries, null);
  }

  /** Keeps values of so much weight together in process. */
  public CacheSpec<V> withWeight(long most, ToIntFunction<V> weight) {
    return new CacheSpec<>(name, codec, ttl, absentTtl, most, weight);
  }

  /** Keeps for a while that there is no value under a key. */
  public CacheSpec<V> withAbsentFor(Duration absentFor) {
    return new CacheSpec<>(name, codec, ttl, absentFor, capacity, weigher);
  }

  private static void requirePositive(String name, Duration ttl) {
    if (ttl.toMillis() < 1) {
      throw new IllegalArgumentException("The cache " + name + " keeps nothing for any time.");
    }
  }
}
