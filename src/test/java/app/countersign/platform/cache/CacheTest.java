package app.countersign.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.countersign.platform.cache.CacheFixture.Place;
import app.countersign.platform.cache.CacheFixture.Price;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionDefinition.Isolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every cache promises, wherever its values are. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "cache")
@Timeout(30)
class CacheTest {
  private static final Price OLD = Price.of("GAP-1", "1249.00");
  private static final Price NEW = Price.of("GAP-1", "1250.10");

  private final CacheFixture fixture;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  CacheTest(CacheFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void clear() {
    threads.shutdownNow();
    fixture.clear();
  }

  private static <V> Function<String, V> never() {
    return key -> {
      throw new AssertionError(key + " was loaded");
    };
  }

  @ParameterizedTest
  @EnumSource
  void aValueIsLoadedOnceAndCounted(Place place) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Caches caches = fixture.server(place, meters);
    Cache<String, Price> cache = caches.named("price", Price.class, Duration.ofMinutes(1), 10);
    assertThat(caches.counts()).containsExactly(new CacheCounts("price", 0, 0, 0, 0, null));

    Price first = cache.get("GAP-1", _ -> OLD);
    Price second = cache.get("GAP-1", never());
    Price third = cache.getIfPresent("GAP-1");
    Price other = cache.getIfPresent("GAP-2");

    assertThat(List.of(first, second, third)).containsOnly(OLD);
    assertThat(other).isNull();
    assertThat(caches.counts()).containsExactly(new CacheCounts("price", 2, 2, 0, 0, 0.5));
    assertThat(meters.get("cache.gets").tags("cache", "price", "result", "hit").functionCounter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(2));
    assertThat(meters.get("cache.gets").tags("cache", "price", "result", "miss").functionCounter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(2));
    assertThat(meters.get("cache.errors").tag("cache", "price").functionCounter().count()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aValueGrowsOld(Place place) {
    Duration ttl = Duration.ofMillis(150);
    Cache<String, Price> cache = fixture.server(place).named(CacheFixture.prices(ttl));
    cache.get("GAP-1", _ -> OLD);
    assertThat(cache.getIfPresent("GAP-1")).isEqualTo(OLD);

    fixture.pass(ttl);
    CacheFixture.await(() -> cache.getIfPresent("GAP-1") == null);

    assertThat(cache.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void thatThereIsNoValueIsNotKept(Place place) {
    Cache<String, Price> cache = fixture.cache(place);

    assertThat(cache.find("GAP-1", _ -> null)).isNull();

    assertThat(cache.find("GAP-1", _ -> NEW)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void thatThereIsNoValueIsKeptWhereAsked(Place place) {
    Cache<String, Price> cache =
        fixture
            .server(place)
            .named(
                CacheFixture.prices(Duration.ofMinutes(15)).withAbsentFor(Duration.ofMillis(150)));

    assertThat(cache.find("GAP-1", _ -> null)).isNull();
    assertThat(cache.find("GAP-1", never())).isNull();
    assertThat(cache.counts()).isEqualTo(new CacheCounts("price", 1, 1, 0, 0, 0.5));
    assertThat(cache.get("GAP-1", _ -> OLD)).isEqualTo(OLD);
    fixture.pass(Duration.ofMillis(150));

    CacheFixture.await(() -> NEW.equals(cache.find("GAP-1", _ -> NEW)));
  }

  @ParameterizedTest
  @EnumSource
  void fiftyWhoMissAtOnceMakeOneLoad(Place place) throws Exception {
    Cache<String, Price> cache = fixture.cache(place);
    CountDownLatch ready = new CountDownLatch(50);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger loads = new AtomicInteger();
    List<Future<Price>> answers = new ArrayList<>();
    for (int thread = 0; thread < 50; thread++) {
      answers.add(
          threads.submit(
              () -> {
                ready.countDown();
                go.await();
                return cache.get(
                    "GAP-1",
                    _ -> {
                      loads.incrementAndGet();
                      return OLD;
                    });
              }));
    }

    ready.await();
    go.countDown();

    for (Future<Price> answer : answers) {
      assertThat(answer.get()).isEqualTo(OLD);
    }
    assertThat(loads).hasValue(1);
    CacheCounts counts = cache.counts();
    assertThat(counts.hitCount() + counts.missCount()).isEqualTo(50);
    assertThat(counts.missCount()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void whereTheLoadFailsTheOthersLoadThemselves(Place place) throws Exception {
    Cache<String, Price> cache = fixture.cache(place);
    Blocked failing = new Blocked(OLD);
    Future<Price> leader =
        threads.submit(
            () ->
                cache.get(
                    "GAP-1",
                    key -> {
                      failing.apply(key);
                      throw new IllegalStateException("the database is away");
                    }));
    failing.awaitBegun();
    Future<Price> waiting = threads.submit(() -> cache.get("GAP-1", _ -> NEW));

    failing.end();

    assertThatThrownBy(leader::get).hasRootCauseMessage("the database is away");
    assertThat(waiting.get()).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aLoadThatWasOvertakenByAChangeIsNotKept(Place place) throws Exception {
    Cache<String, Price> cache = fixture.cache(place);
    Blocked slow = new Blocked(OLD);
    Future<Price> reader = threads.submit(() -> cache.get("GAP-1", slow));
    slow.awaitBegun();

    fixture.committed(() -> cache.invalidateAfterCommit("GAP-1"));
    Price afterwards = cache.get("GAP-1", _ -> NEW);
    slow.end();

    assertThat(reader.get()).isEqualTo(OLD);
    assertThat(afterwards).isEqualTo(NEW);
    assertThat(cache.get("GAP-1", never())).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void anOvertakenLoadThatEndsFirstIsNotKeptEither(Place place) throws Exception {
    Cache<String, Price> cache = fixture.cache(place);
    Blocked slow = new Blocked(OLD);
    Future<Price> reader = threads.submit(() -> cache.get("GAP-1", slow));
    slow.awaitBegun();

    cache.invalidate("GAP-1");
    slow.end();

    assertThat(reader.get()).isEqualTo(OLD);
    assertThat(cache.getIfPresent("GAP-1")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void aLoadOnAnotherServerThatWasOvertakenIsNotKept(Place place) throws Exception {
    Cache<String, Price> here = fixture.cache(place);
    Cache<String, Price> there = fixture.cache(place);
    Blocked slow = new Blocked(OLD);
    Future<Price> reader = threads.submit(() -> there.get("GAP-1", slow));
    slow.awaitBegun();

    fixture.committed(() -> here.invalidateAfterCommit("GAP-1"));
    slow.end();

    assertThat(reader.get()).isEqualTo(OLD);
    CacheFixture.await(() -> !OLD.equals(there.getIfPresent("GAP-1")));
    assertThat(there.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aChangeReachesAllServersAtTheCommit(Place place) {
    Cache<String, Price> here = fixture.cache(place);
    Cache<String, Price> there = fixture.cache(place);
    here.get("GAP-1", _ -> OLD);
    there.get("GAP-1", _ -> OLD);

    fixture.committed(
        () -> {
          here.invalidateAfterCommit("GAP-1");
          assertThat(threads.submit(() -> here.getIfPresent("GAP-1")))
              .succeedsWithin(Duration.ofSeconds(5))
              .isEqualTo(OLD);
        });

    assertThat(here.getIfPresent("GAP-1")).isNull();
    CacheFixture.await(() -> there.getIfPresent("GAP-1") == null);
  }

  @ParameterizedTest
  @EnumSource
  void aChangeThatIsRolledBackChangesNothing(Place place) {
    Cache<String, Price> cache = fixture.cache(place);
    cache.get("GAP-1", _ -> OLD);

    fixture
        .transactions()
        .executeWrite(
            status -> {
              cache.invalidateAfterCommit("GAP-1");
              status.setRollbackOnly();
              return 0;
            });

    assertThat(cache.get("GAP-1", never())).isEqualTo(OLD);
  }

  @ParameterizedTest
  @EnumSource
  void withoutATransactionAChangeCountsAtOnce(Place place) {
    Cache<String, Price> here = fixture.cache(place);
    Cache<String, Price> there = fixture.cache(place);
    here.get("GAP-1", _ -> OLD);
    there.get("GAP-1", _ -> OLD);

    here.invalidateAfterCommit("GAP-1");

    assertThat(here.getIfPresent("GAP-1")).isNull();
    CacheFixture.await(() -> there.getIfPresent("GAP-1") == null);
  }

  @ParameterizedTest
  @EnumSource
  void aWritingTransactionReadsItsOwnAndKeepsNothing(Place place) {
    Cache<String, Price> cache = fixture.cache(place);
    cache.get("GAP-1", _ -> OLD);

    fixture.committed(
        () -> {
          assertThat(cache.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
          assertThat(cache.getIfPresent("GAP-1")).isNull();
        });

    assertThat(cache.get("GAP-1", never())).isEqualTo(OLD);
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatOnlyReadsUsesTheCacheUnlessItSeesThePast(Place place) {
    Cache<String, Price> cache = fixture.cache(place);
    cache.get("GAP-1", _ -> OLD);

    Price read = fixture.transactions().executeRead(_ -> cache.get("GAP-1", never()));
    Price past = fixture.transactions().execute(new Snapshot(), _ -> cache.get("GAP-1", _ -> NEW));

    assertThat(read).isEqualTo(OLD);
    assertThat(past).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aValueThatIsPutIsThereAfterTheCommit(Place place) {
    Cache<String, Price> cache = fixture.cache(place);
    cache.put("GAP-1", OLD);
    assertThat(cache.getIfPresent("GAP-1")).isEqualTo(OLD);

    fixture
        .transactions()
        .executeWrite(
            status -> {
              cache.put("GAP-1", NEW);
              status.setRollbackOnly();
              return 0;
            });
    assertThat(cache.getIfPresent("GAP-1")).isEqualTo(OLD);
    fixture.committed(() -> cache.put("GAP-1", NEW));

    assertThat(cache.getIfPresent("GAP-1")).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aPutOvertakesALoad(Place place) throws Exception {
    Cache<String, Price> cache = fixture.cache(place);
    Blocked slow = new Blocked(OLD);
    Future<Price> reader = threads.submit(() -> cache.get("GAP-1", slow));
    slow.awaitBegun();

    cache.put("GAP-1", NEW);
    slow.end();

    assertThat(reader.get()).isEqualTo(OLD);
    assertThat(cache.getIfPresent("GAP-1")).isEqualTo(NEW);
  }

  @ParameterizedTest
  @EnumSource
  void aLoaderMayAskForItsOwnKey(Place place) {
    Cache<String, Price> cache = fixture.cache(place);

    assertThat(cache.get("GAP-1", key -> cache.get(key, _ -> OLD))).isEqualTo(OLD);
  }

  @ParameterizedTest
  @EnumSource
  void longKeysAreToldApart(Place place) {
    Cache<String, Price> cache = fixture.cache(place);
    String start = "x".repeat(5_000);
    cache.get(start + 1, _ -> OLD);
    cache.get(start + 2, _ -> NEW);

    fixture.committed(() -> cache.invalidateAfterCommit(start + 1));

    assertThat(cache.getIfPresent(start + 1)).isNull();
    assertThat(cache.getIfPresent(start + 2)).isEqualTo(NEW);
  }

  /** A read that sees the database as it was when it began. */
  private static final class Snapshot implements TransactionDefinition {
    @Override
    public Optional<Boolean> isReadOnly() {
      return Optional.of(true);
    }

    @Override
    public Optional<Isolation> getIsolationLevel() {
      return Optional.of(Isolation.REPEATABLE_READ);
    }
  }

  /** A loader that has read its value and does not return until it is let. */
  private record Blocked(Price value, CountDownLatch begun, CountDownLatch mayEnd)
      implements Function<String, Price> {
    Blocked(Price value) {
      this(value, new CountDownLatch(1), new CountDownLatch(1));
    }

    @Override
    public Price apply(String key) {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException problem) {
        throw new IllegalStateException(problem);
      }
      return value;
    }

    void awaitBegun() throws InterruptedException {
      begun.await();
    }

    void end() {
      mayEnd.countDown();
    }
  }
}
