package app.countersign.platform.cache;

import app.countersign.platform.cache.RedisLink.RedisFailure;
import app.countersign.platform.db.Ids;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values in Redis. Beside each value stands a token that every invalidation replaces, and beside
 * all of a cache's values one that is replaced to give up all: a value carries the cache's token
 * and counts only while that is in force.
 *
 * <p>An invalidation that did not reach Redis leaves a value there that must not be served. So the
 * whole cache is given up before this server asks Redis again. If the server ends before that, the
 * value lives on for other servers until its time is over, unless one of them reached Redis: each
 * server gives up what it is told was changed.
 */
final class RedisStore<V> implements Store<V> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

  /** Longer than any load takes. */
  private static final Duration TOKEN_TTL = Duration.ofMinutes(10);

  private final CacheSpec<V> spec;
  private final RedisLink link;
  private final Counters counters;
  private final String prefix;
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong madeUpFor = new AtomicLong();

  RedisStore(CacheSpec<V> spec, RedisLink link, Counters counters) {
    this.spec = spec;
    this.link = link;
    this.counters = counters;
    this.prefix = "%s:%s:%s:".formatted(link.prefix(), spec.name(), spec.codec().shape());
  }

  /** The tokens as they were before a load; empty where there were none. */
  private record Tokens(String ofKey, String ofCache) {}

  @Override
  public boolean isNear() {
    return false;
  }

  @Override
  public Reading<V> read(String key) {
    RedisAsyncCommands<String, byte[]> redis = link.commands();
    if (redis == null) {
      return Reading.nothing();
    }
    try {
      long latest = link.latest();
      makeUp(redis, latest);
      RedisFuture<byte[]> value = redis.get(valueKey(key));
      Tokens tokens = tokens(redis.mget(tokenKey(key), cacheKey()), latest);
      return new Reading<>(kept(value, tokens, latest), tokens);
    } catch (RedisFailure _) {
      counters.error();
      return Reading.nothing();
    }
  }

  @Override
  public void write(String key, Kept<V> kept, Reading<V> since) {
    byte[] body = body(kept);
    if (body != null && since.seen() instanceof Tokens(String ofKey, String ofCache)) {
      send(
          RedisScripts.WRITE,
          key,
          RedisScripts.text(ofKey),
          RedisScripts.text(ofCache),
          RedisScripts.text(Ids.next().toString()),
          body,
          RedisScripts.millis(ttl(kept)));
    }
  }

  @Override
  public void overwrite(String key, Kept<V> kept) {
    byte[] body = body(kept);
    if (body != null) {
      send(
          RedisScripts.OVERWRITE,
          key,
          RedisScripts.text(Ids.next().toString()),
          RedisScripts.millis(TOKEN_TTL),
          body,
          RedisScripts.millis(ttl(kept)));
    }
  }

  @Override
  public void remove(String key) {
    RedisFuture<Long> removal = startRemoval(key);
    if (removal == null) {
      return;
    }
    try {
      link.await(removal, link.latest());
    } catch (RedisFailure _) {
      // Counted, and made up for later, where the removal itself ends.
      removal.cancel(false);
    }
  }

  @Override
  public void removeSoon(String key) {
    var _ = startRemoval(key);
  }

  @Override
  public void clear() {
    // Nothing is in this process.
  }

  private @Nullable RedisFuture<Long> startRemoval(String key) {
    RedisAsyncCommands<String, byte[]> redis = link.commandsEvenIfPaused();
    if (redis == null) {
      missed.incrementAndGet();
      return null;
    }
    RedisFuture<Long> removal =
        redis.eval(
            RedisScripts.REMOVE,
            ScriptOutputType.INTEGER,
            keys(key),
            RedisScripts.text(Ids.next().toString()),
            RedisScripts.millis(TOKEN_TTL));
    removal.whenComplete(
        (_, problem) -> {
          if (problem != null) {
            missed.incrementAndGet();
            counters.error();
            link.failed(problem);
          }
        });
    return removal;
  }

  /** Gives up the whole cache where an invalidation did not arrive. */
  private void makeUp(RedisAsyncCommands<String, byte[]> redis, long latest) throws RedisFailure {
    long known = missed.get();
    long done = madeUpFor.get();
    if (known != done) {
      link.await(redis.set(cacheKey(), RedisScripts.text(Ids.next().toString())), latest);
      madeUpFor.compareAndSet(done, known);
    }
  }

  private Tokens tokens(RedisFuture<List<KeyValue<String, byte[]>>> answer, long latest)
      throws RedisFailure {
    List<KeyValue<String, byte[]>> found = link.await(answer, latest);
    if (found == null || found.size() != 2) {
      throw new RedisFailure(null);
    }
    return new Tokens(text(found.getFirst()), text(found.getLast()));
  }

  private @Nullable Kept<V> kept(RedisFuture<byte[]> value, Tokens tokens, long latest) {
    try {
      byte[] stored = link.await(value, latest);
      return stored == null ? null : StoredForm.read(stored, tokens.ofCache(), spec.codec());
    } catch (RedisFailure | RuntimeException _) {
      counters.error();
      return null;
    }
  }

  private void send(String script, String key, byte[]... arguments) {
    RedisAsyncCommands<String, byte[]> redis = link.commandsEvenIfPaused();
    if (redis != null) {
      redis
          .<Long>eval(script, ScriptOutputType.INTEGER, keys(key), arguments)
          .whenComplete(
              (_, problem) -> {
                if (problem != null) {
                  counters.error();
                  link.failed(problem);
                }
              });
    }
  }

  /** The value's form; null where it has none, which must not harm who wants it. */
  private byte @Nullable [] body(Kept<V> kept) {
    try {
      return StoredForm.body(kept, spec.codec());
    } catch (RuntimeException problem) {
      counters.error();
      LOG.error("A value of the cache {} cannot be written.", spec.name(), problem);
      return null;
    }
  }

  private String[] keys(String key) {
    return new String[] {valueKey(key), tokenKey(key), cacheKey()};
  }

  private String valueKey(String key) {
    return prefix + "value:" + key;
  }

  private String tokenKey(String key) {
    return prefix + "token:" + key;
  }

  private String cacheKey() {
    return prefix + "cache";
  }

  private Duration ttl(Kept<V> kept) {
    @Nullable Duration absentTtl = spec.absentTtl();
    return kept instanceof Kept.Absent<V> && absentTtl != null ? absentTtl : spec.ttl();
  }

  private static String text(KeyValue<String, byte[]> found) {
    return found.hasValue() ? new String(found.getValue(), StandardCharsets.UTF_8) : "";
  }
}
