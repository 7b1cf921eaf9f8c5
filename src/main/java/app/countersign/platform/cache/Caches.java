package app.countersign.platform.cache;

import app.countersign.platform.db.listen.PgNotifications;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes caches, and knows what they did. A feature makes each of its caches once and keeps it:
 *
 * <pre>{@code
 * this.contracts = caches.named(CacheSpec.of("contract", Contract.class, Duration.ofMinutes(15)));
 * …
 * Contract contract = contracts.find(id, repository::find);
 * }</pre>
 */
@Singleton
public class Caches {
  private final Map<String, Cache<?, ?>> byName = new ConcurrentSkipListMap<>();
  private final Coherence coherence;
  private final MeterRegistry meters;
  private final Ticker ticker;
  private final @Nullable RedisLink redis;
  private PgNotifications.@Nullable Subscription subscription;

  /** Whether invalidations by other servers are heard; guarded by the map of the caches. */
  private boolean isHeard;

  @Inject
  Caches(
      TransactionOperations<Connection> transactions,
      PgNotifications notifications,
      MeterRegistry meters,
      CacheConfiguration configuration) {
    this(transactions, notifications, meters, configuration, Ticker.systemTicker());
  }

  /** With another clock, by which what is in process grows old. */
  Caches(
      TransactionOperations<Connection> transactions,
      PgNotifications notifications,
      MeterRegistry meters,
      CacheConfiguration configuration,
      Ticker ticker) {
    this.coherence =
        new Coherence(transactions, notifications, byName::get, this::onLost, this::onListening);
    this.meters = meters;
    this.ticker = ticker;
    String uri = configuration.uri();
    this.redis = uri == null || uri.isBlank() ? null : new RedisLink(uri, configuration);
  }

  /** A cache whose values are counted and written as JSON. */
  public <K, V> Cache<K, V> named(String name, Class<V> type, Duration ttl, long maxEntries) {
    return named(CacheSpec.of(name, type, ttl).withEntries(maxEntries));
  }

  /**
   * A cache whose keys are told apart by their text, as text, ids, numbers, enums and records of
   * these are.
   *
   * @throws IllegalStateException where there is one of that name
   */
  public <K, V> Cache<K, V> named(CacheSpec<V> spec) {
    return named(spec, String::valueOf);
  }

  /**
   * A cache.
   *
   * @param keyText a key as text, another for each
   * @throws IllegalStateException where there is one of that name
   */
  public synchronized <K, V> Cache<K, V> named(
      CacheSpec<V> spec, Function<? super K, String> keyText) {
    Counters counters = new Counters(spec.name());
    Store<V> store =
        redis == null
            ? new LocalStore<>(spec, ticker, counters)
            : new RedisStore<>(spec, redis, counters);
    Cache<K, V> cache = new Cache<>(spec, keyText, store, counters, coherence);
    add(cache);
    counters.bind(meters);
    if (subscription == null) {
      subscription = coherence.begin();
    }
    return cache;
  }

  /** What each cache did, by name. */
  public List<CacheCounts> counts() {
    return byName.values().stream().map(Cache::counts).toList();
  }

  private void add(Cache<?, ?> cache) {
    synchronized (byName) {
      cache.deafen();
      if (byName.putIfAbsent(cache.name(), cache) != null) {
        throw new IllegalStateException("There is a cache named " + cache.name() + " already.");
      }
      if (isHeard) {
        cache.hearAgain();
      }
    }
  }

  private void onListening() {
    synchronized (byName) {
      isHeard = true;
      byName.values().forEach(Cache::hearAgain);
    }
  }

  private void onLost() {
    synchronized (byName) {
      isHeard = false;
      byName.values().forEach(Cache::deafen);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
    if (redis != null) {
      redis.close();
    }
  }
}
