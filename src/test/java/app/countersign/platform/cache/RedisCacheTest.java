package app.countersign.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.cache.CacheFixture.Place;
import app.countersign.platform.cache.CacheFixture.Price;
import io.lettuce.core.RedisClient;
import io.micronaut.configuration.lettuce.health.RedisHealthIndicator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redis that fails, lies, comes back, or was never there. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "countersign.database.name", value = "cache_redis")
@Timeout(60)
class RedisCacheTest {
  private static final Price OLD = Price.of("GAP-1", "1249.00");
  private static final Price NEW = Price.of("GAP-1", "1250.10");
  private static final Duration LONGEST = Duration.ofMillis(100);

  private final CacheFixture fixture;
  @Inject ApplicationContext context;

  RedisCacheTest(CacheFixture fixture) {
    this.fixture = fixture;
  }

  @AfterEach
  void clear() {
    fixture.clear();
  }

  private static Function<String, Price> never() {
    return key -> {
      throw new AssertionError(key + " was loaded");
    };
  }

  @Test
  void serversShareWhatOneOfThemLoaded() {
    Cache<String, Price> here = fixture.cache(Place.REDIS);
    Cache<String, Price> there = fixture.cache(Place.REDIS);

    here.get("GAP-1", _ -> OLD);

    CacheFixture.await(() -> OLD.equals(there.getIfPresent("GAP-1")));
    assertThat(there.get("GAP-1", never()).amount().scale()).isEqualTo(2);
  }

  @Test
  void aLoadThatAnotherServerOvertookInRedisIsNotKeptThere() throws Exception {
    Cache<String, Price> here = fixture.cache(Place.REDIS);
    Cache<String, Price> there = fixture.cache(Place.REDIS);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    FutureTask<Price> reader =
        new FutureTask<>(
            () ->
                there.get(
                    "GAP-1",
                    _ -> {
                      begun.countDown();
                      awaitLatch(mayEnd);
                      return OLD;
                    }));
    Thread.startVirtualThread(reader);
    begun.await();

    // Nothing is told to the other server: only the token in Redis speaks of it.
    here.invalidate("GAP-1");
    mayEnd.countDown();

    assertThat(reader.get()).isEqualTo(OLD);
    assertThat(there.getIfPresent("GAP-1")).isNull();
    assertThat(here.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException problem) {
      throw new IllegalStateException(problem);
    }
  }

  @Test
  void keysNameTheProductTheCacheAndTheShapeAndEnd() {
    Cache<String, Price> cache = fixture.cache(Place.REDIS);
    cache.get("GAP-1", _ -> OLD);
    String key = valueKey();

    CacheFixture.await(() -> exists(key));

    fixture
        .redis()
        .run(
            redis -> {
              assertThat(redis.pttl(key)).isBetween(890_000L, 900_000L);
              assertThat(redis.get(key).substring(36))
                  .isEqualTo("={\"contract\":\"GAP-1\",\"amount\":1249.00}");
            });
  }

  @Test
  void whenRedisIsKilledRequestsGoOnAndWhenItIsBackItIsUsed() {
    Cache<String, Price> cache = fixture.impatientCache();
    awaitKept(cache, OLD);

    fixture.redis().stop();
    assertHardlySlowed(() -> cache.get("GAP-1", _ -> NEW));
    assertHardlySlowed(() -> cache.invalidate("GAP-1"));
    assertThat(cache.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
    assertThat(cache.counts().errorCount()).isPositive();

    fixture.redis().startAgain();
    awaitKept(cache, NEW);
  }

  @Test
  void whenRedisHangsRequestsGoOnAndAMissedChangeIsMadeUpFor() {
    Cache<String, Price> cache = fixture.impatientCache();
    awaitKept(cache, OLD);

    fixture.redis().hang(Duration.ofMillis(700));
    cache.invalidate("GAP-1");
    assertHardlySlowed(() -> assertThat(cache.get("GAP-1", _ -> NEW)).isEqualTo(NEW));

    awaitKept(cache, NEW);
  }

  /** Nothing but the value is ever answered, and at last from the cache. */
  private static void awaitKept(Cache<String, Price> cache, Price value) {
    CacheFixture.await(
        () -> {
          assertThat(cache.get("GAP-1", _ -> value)).isEqualTo(value);
          return value.equals(cache.getIfPresent("GAP-1"));
        });
  }

  /** One of twenty may be held up by the machine itself. */
  private static void assertHardlySlowed(Runnable request) {
    List<Duration> times = IntStream.range(0, 20).mapToObj(_ -> timed(request)).toList();

    assertThat(times).filteredOn(time -> time.compareTo(LONGEST) > 0).hasSizeLessThan(2);
    assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
  }

  @Test
  void aChangeThatRedisMissedWhileItWasAwayIsMadeUpFor() {
    Cache<String, Price> cache = fixture.cache(Place.REDIS);
    cache.get("GAP-1", _ -> OLD);
    assertThat(cache.get("GAP-1", never())).isEqualTo(OLD);
    String kept = kept();

    fixture.redis().stop();
    cache.invalidate("GAP-1");
    fixture.redis().startAgain();
    // As where Redis had written its values to the disk.
    fixture.redis().run(redis -> redis.set(valueKey(), kept));
    fixture.redis().run(redis -> redis.set(cacheKey(), kept.substring(0, 36)));

    CacheFixture.await(
        () -> {
          assertThat(cache.get("GAP-1", _ -> NEW)).isEqualTo(NEW);
          return NEW.equals(cache.getIfPresent("GAP-1"));
        });
  }

  @Test
  void whatIsNoValueIsAMissAndAnErrorAndIsReplaced() {
    Cache<String, Price> cache = fixture.cache(Place.REDIS);
    cache.get("GAP-1", _ -> OLD);
    CacheFixture.await(() -> exists(valueKey()));
    String token = kept().substring(0, 36);

    for (String garbage :
        new String[] {"", "garbage", token + "=", token + "=null", token + "={\"amount\":[]}"}) {
      fixture.redis().run(redis -> redis.set(valueKey(), garbage));
      long errors = cache.counts().errorCount();

      assertThat(cache.get("GAP-1", _ -> NEW)).as(garbage).isEqualTo(NEW);

      assertThat(cache.counts().errorCount()).as(garbage).isEqualTo(errors + 1);
      assertThat(cache.get("GAP-1", never())).as(garbage).isEqualTo(NEW);
    }
  }

  @Test
  void aKeyOfAnotherTypeIsAMissAndAnErrorAndNothingElseSuffers() {
    Cache<String, Price> cache = fixture.cache(Place.REDIS);
    fixture.redis().run(redis -> redis.lpush(valueKey(), "a list"));
    cache.get("GAP-2", _ -> NEW);

    assertThat(cache.get("GAP-1", _ -> OLD)).isEqualTo(OLD);

    assertThat(cache.counts().errorCount()).isEqualTo(1);
    assertThat(cache.get("GAP-2", never())).isEqualTo(NEW);
    assertThat(cache.get("GAP-1", never())).isEqualTo(OLD);
  }

  @Test
  void aValueThatCannotBeWrittenIsServedAndCounted() {
    CacheCodec<Object> unwritable =
        new CacheCodec<>() {
          @Override
          public byte[] write(Object value) {
            throw new IllegalArgumentException("on purpose");
          }

          @Override
          public Object read(byte[] bytes) {
            return bytes;
          }

          @Override
          public String shape() {
            return "none";
          }
        };
    Cache<String, Object> cache =
        fixture
            .server(Place.REDIS)
            .named(CacheSpec.of("unwritable", unwritable, Duration.ofMinutes(1)));

    assertThat(cache.get("GAP-1", _ -> "value")).isEqualTo("value");
    cache.put("GAP-1", "value");

    assertThat(cache.counts().errorCount()).isEqualTo(2);
  }

  @Test
  void aServerStartsWithoutRedisAndFindsItLater() {
    TestRedis late = new TestRedis();
    late.stop();
    CacheConfiguration configuration =
        new CacheConfiguration(
            late.uri(), Duration.ofMillis(50), Duration.ofMillis(200), "countersign");
    RedisLink link = new RedisLink(late.uri(), configuration);
    try {
      RedisStore<Price> store = new RedisStore<>(prices("late"), link, new Counters("late"));
      assertThat(store.read("GAP-1").kept()).isNull();

      late.startAgain();

      CacheFixture.await(
          () -> {
            store.overwrite("GAP-1", Kept.of(OLD));
            return store.read("GAP-1").kept() != null;
          });
    } finally {
      link.close();
      late.close();
    }
  }

  @Test
  void withoutConfigurationThereIsNoRedisAtAll() {
    assertThat(context.containsBean(RedisClient.class)).isFalse();
    assertThat(context.findBean(RedisHealthIndicator.class)).isEmpty();
    assertThat(context.getBean(CacheConfiguration.class)).hasToString("in process");
  }

  private static CacheSpec<Price> prices(String name) {
    return CacheSpec.of(name, Price.class, Duration.ofMinutes(15));
  }

  private static Duration timed(Runnable request) {
    long begun = System.nanoTime();
    request.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static String valueKey() {
    return "countersign:price:" + TypeShape.of(Price.class) + ":value:GAP-1";
  }

  private static String cacheKey() {
    return "countersign:price:" + TypeShape.of(Price.class) + ":cache";
  }

  private String kept() {
    String[] kept = new String[1];
    fixture.redis().run(redis -> kept[0] = redis.get(valueKey()));
    return kept[0];
  }

  private boolean exists(String key) {
    boolean[] exists = new boolean[1];
    fixture.redis().run(redis -> exists[0] = redis.exists(key) == 1);
    return exists[0];
  }
}
