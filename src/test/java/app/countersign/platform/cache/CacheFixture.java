package app.countersign.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.db.listen.PgNotifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Caches in process and in Redis, as many servers as a test wants. */
@Singleton
final class CacheFixture {
  private final TransactionOperations<Connection> transactions;
  private final PgNotifications notifications;
  private final List<Caches> servers = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private @Nullable TestRedis redis;

  CacheFixture(TransactionOperations<Connection> transactions, PgNotifications notifications) {
    this.transactions = transactions;
    this.notifications = notifications;
  }

  /** Where values are. */
  enum Place {
    PROCESS,
    REDIS
  }

  /** A value that is worth keeping. */
  record Price(String contract, BigDecimal amount) {
    static Price of(String contract, String amount) {
      return new Price(contract, new BigDecimal(amount));
    }
  }

  static CacheSpec<Price> prices(Duration ttl) {
    return CacheSpec.of("price", Price.class, ttl).withEntries(1_000);
  }

  /** The caches of one more server. */
  Caches server(Place place) {
    return server(place, new SimpleMeterRegistry());
  }

  Caches server(Place place, SimpleMeterRegistry meters) {
    return server(place, meters, Duration.ofSeconds(3));
  }

  /** A cache that waits for Redis as long as one in production does. */
  Cache<String, Price> impatientCache() {
    return server(Place.REDIS, new SimpleMeterRegistry(), Duration.ofMillis(50))
        .named(prices(Duration.ofMinutes(15)));
  }

  // A machine that is busy with other things must not fail what is not about time.
  private Caches server(Place place, SimpleMeterRegistry meters, Duration timeout) {
    Caches caches =
        new Caches(transactions, notifications, meters, configuration(place, timeout), now::get);
    servers.add(caches);
    return caches;
  }

  Cache<String, Price> cache(Place place) {
    return server(place).named(prices(Duration.ofMinutes(15)));
  }

  void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }

  TestRedis redis() {
    if (redis == null) {
      redis = new TestRedis();
    }
    return redis;
  }

  TransactionOperations<Connection> transactions() {
    return transactions;
  }

  void committed(Runnable work) {
    transactions.executeWrite(
        _ -> {
          work.run();
          return 0;
        });
  }

  /** Ends the servers and empties Redis. */
  void clear() {
    servers.forEach(Caches::close);
    servers.clear();
    if (redis != null) {
      redis.run(commands -> commands.flushall());
    }
  }

  static void await(BooleanSupplier condition) {
    long latest = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("awaited in time").isLessThan(latest);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @PreDestroy
  void close() {
    if (redis != null) {
      redis.close();
    }
  }

  private CacheConfiguration configuration(Place place, Duration timeout) {
    return new CacheConfiguration(
        place == Place.REDIS ? redis().uri() : null,
        timeout,
        Duration.ofMillis(200),
        "countersign");
  }
}
