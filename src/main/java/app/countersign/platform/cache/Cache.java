package app.countersign.platform.cache;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values kept for a while under their keys. Made by {@link Caches}.
 *
 * <p>Whoever asks has checked before that the caller may see what is asked for: values carry no
 * permission. Values are immutable and never null.
 *
 * <p>Inside of a transaction that may write, or that sees the database as it was, the cache is not
 * asked and keeps nothing: the loader reads what the transaction sees, and what may yet be rolled
 * back is shown to nobody else. Such lookups are not counted.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class Cache<K, V> {
  private final CacheSpec<V> spec;
  private final Function<? super K, String> keyText;
  private final Store<V> store;
  private final Counters counters;
  private final Coherence coherence;

  /**
   * The loads that may still be kept. An invalidation takes its key's away, after which nobody
   * joins it any more and its result is not kept.
   */
  private final ConcurrentHashMap<String, Flight<V>> flights = new ConcurrentHashMap<>();

  /** Whether invalidations by other servers are not heard, so that nothing may be kept here. */
  private volatile boolean isDeaf;

  Cache(
      CacheSpec<V> spec,
      Function<? super K, String> keyText,
      Store<V> store,
      Counters counters,
      Coherence coherence) {
    this.spec = spec;
    this.keyText = keyText;
    this.store = store;
    this.counters = counters;
    this.coherence = coherence;
  }

  /** The cache's name. */
  public String name() {
    return spec.name();
  }

  /**
   * The value of a key that has one. Of all who miss a key at once, one loads and the others wait;
   * where that one fails, the others load themselves.
   *
   * @param loader reads the value; what it throws is thrown here
   */
  public V get(K key, Function<? super K, ? extends V> loader) {
    @Nullable V found = find(key, loader);
    // Another may have kept that there is none.
    return found == null ? Objects.requireNonNull(loader.apply(key)) : found;
  }

  /**
   * The value of a key that may have none. That there is none is kept only where the cache was made
   * so.
   *
   * @param loader reads the value, null where there is none; what it throws is thrown here
   */
  public @Nullable V find(K key, Function<? super K, ? extends @Nullable V> loader) {
    if (coherence.isPassedBy()) {
      return loader.apply(key);
    }
    String text = text(key);
    if (store.isNear()) {
      Kept<V> kept = store.read(text).kept();
      if (kept != null) {
        counters.hit();
        return kept.orNull();
      }
    }
    Flight<V> own = new Flight<>();
    Flight<V> begun = flights.putIfAbsent(text, own);
    return begun == null ? lead(own, key, text, loader) : join(begun, key, loader);
  }

  /** The value if it is there, without loading; null where it is not. */
  public @Nullable V getIfPresent(K key) {
    if (coherence.isPassedBy()) {
      return null;
    }
    Kept<V> kept = store.read(text(key)).kept();
    count(kept != null);
    return kept == null ? null : kept.orNull();
  }

  /**
   * Keeps a value on this server or in Redis, at the commit where a transaction is running. Other
   * servers that have another value in process go on with it: what changes is invalidated instead.
   */
  public void put(K key, V value) {
    String text = text(key);
    coherence.afterCommit(
        () -> {
          flights.remove(text);
          if (!isDeaf) {
            store.overwrite(text, new Kept.Value<>(value));
          }
        });
  }

  /** Gives up a value at once, on this server and in Redis; other servers are not told. */
  public void invalidate(K key) {
    invalidateText(text(key));
  }

  /**
   * Gives up a value on every server when the running transaction commits, or at once without one.
   * When the transaction's caller goes on, this server has done so; another does within
   * milliseconds, and one that cannot hear keeps nothing in the meantime.
   */
  public void invalidateAfterCommit(K key) {
    String text = text(key);
    coherence.tell(name(), text);
    coherence.afterCommit(() -> invalidateText(text));
  }

  /** Another server said so. */
  void invalidateHeard(String text) {
    flights.remove(text);
    store.removeSoon(text);
  }

  /** Invalidations are not heard any more. */
  void deafen() {
    isDeaf = store.isNear();
    forget();
  }

  /** Invalidations are heard from now on. */
  void hearAgain() {
    forget();
    isDeaf = false;
  }

  CacheCounts counts() {
    return counters.read();
  }

  private void forget() {
    flights.clear();
    store.clear();
  }

  // First the load, then the value: a load that ends in between would keep its value otherwise.
  private void invalidateText(String text) {
    flights.remove(text);
    store.remove(text);
  }

  private @Nullable V lead(
      Flight<V> flight, K key, String text, Function<? super K, ? extends @Nullable V> loader) {
    try {
      Store.Reading<V> reading = store.read(text);
      Kept<V> kept = reading.kept();
      count(kept != null);
      if (kept != null) {
        flight.land(kept, true);
        return kept.orNull();
      }
      @Nullable V value = loader.apply(key);
      Kept<V> loaded = Kept.of(value);
      keep(flight, text, loaded, reading);
      flight.land(loaded, false);
      return value;
    } finally {
      flights.remove(text, flight);
      flight.giveUp();
    }
  }

  /** Keeps a value in one step with looking whether its load still counts. */
  private void keep(Flight<V> flight, String text, Kept<V> loaded, Store.Reading<V> reading) {
    if (loaded instanceof Kept.Absent<V> && spec.absentTtl() == null) {
      return;
    }
    flights.computeIfPresent(
        text,
        (_, current) -> {
          if (current != flight) {
            return current;
          }
          if (!isDeaf) {
            store.write(text, loaded, reading);
          }
          return null;
        });
  }

  private @Nullable V join(
      Flight<V> flight, K key, Function<? super K, ? extends @Nullable V> loader) {
    Flight.Landed<V> landed = flight.await();
    count(landed != null && landed.wasKept());
    return landed == null ? loader.apply(key) : landed.kept().orNull();
  }

  private void count(boolean isHit) {
    if (isHit) {
      counters.hit();
    } else {
      counters.miss();
    }
  }

  private String text(K key) {
    return CacheKey.bounded(keyText.apply(key));
  }
}
