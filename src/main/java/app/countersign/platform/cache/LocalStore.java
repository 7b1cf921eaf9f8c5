package app.countersign.platform.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Values in this process. */
final class LocalStore<V> implements Store<V> {
  private final com.github.benmanes.caffeine.cache.Cache<String, Kept<V>> values;

  LocalStore(CacheSpec<V> spec, Ticker ticker, Counters counters) {
    Caffeine<String, Kept<V>> builder =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfter(Expiry.<String, Kept<V>>writing((_, kept) -> ttl(spec, kept)))
            .evictionListener((_, _, _) -> counters.eviction());
    ToIntFunction<V> weigher = spec.weigher();
    values =
        weigher == null
            ? builder.maximumSize(spec.capacity()).build()
            : builder
                .maximumWeight(spec.capacity())
                .weigher((String _, Kept<V> kept) -> weight(weigher, kept))
                .build();
  }

  @Override
  public boolean isNear() {
    return true;
  }

  @Override
  public Reading<V> read(String key) {
    return new Reading<>(values.getIfPresent(key), null);
  }

  @Override
  public void write(String key, Kept<V> kept, Reading<V> since) {
    values.put(key, kept);
  }

  @Override
  public void overwrite(String key, Kept<V> kept) {
    values.put(key, kept);
  }

  @Override
  public void remove(String key) {
    values.invalidate(key);
  }

  @Override
  public void removeSoon(String key) {
    values.invalidate(key);
  }

  @Override
  public void clear() {
    values.invalidateAll();
  }

  private static <V> Duration ttl(CacheSpec<V> spec, Kept<V> kept) {
    @Nullable Duration absentTtl = spec.absentTtl();
    return kept instanceof Kept.Absent<V> && absentTtl != null ? absentTtl : spec.ttl();
  }

  private static <V> int weight(ToIntFunction<V> weigher, Kept<V> kept) {
    V value = kept.orNull();
    return value == null ? 1 : Math.max(1, weigher.applyAsInt(value));
  }
}
