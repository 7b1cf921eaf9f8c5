package app.countersign.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.cache.CacheFixture.Price;
import app.countersign.platform.db.source.OwnerLogin;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two servers on one database, values in process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ServersTest {
  private static final Price OLD = Price.of("GAP-1", "1249.00");
  private static final Price NEW = Price.of("GAP-1", "1250.10");

  private ApplicationContext first;
  private ApplicationContext second;
  private Cache<String, Price> here;
  private Cache<String, Price> there;

  @BeforeAll
  void start() {
    first = started();
    second = started();
    CacheSpec<Price> spec = CacheFixture.prices(Duration.ofMinutes(15));
    here = first.getBean(Caches.class).named(spec);
    there = second.getBean(Caches.class).named(spec);
  }

  @AfterAll
  void stop() {
    first.close();
    second.close();
  }

  private static ApplicationContext started() {
    return ApplicationContext.run(
        Map.of("countersign.database.name", "cache_servers", "countersign.schedule.enabled", false),
        Environment.TEST);
  }

  private static Function<String, Price> never() {
    return key -> {
      throw new AssertionError(key + " was loaded");
    };
  }

  @Test
  void aChangeOnOneIsSeenOnTheOtherAtOnce() {
    here.get("GAP-1", _ -> OLD);
    there.get("GAP-1", _ -> OLD);
    here.get("GAP-2", _ -> OLD);
    there.get("GAP-2", _ -> OLD);

    first.getBean(CacheFixture.class).committed(() -> here.invalidateAfterCommit("GAP-1"));
    long committed = System.nanoTime();
    CacheFixture.await(() -> there.getIfPresent("GAP-1") == null);

    assertThat(Duration.ofNanos(System.nanoTime() - committed)).isLessThan(Duration.ofSeconds(1));
    assertThat(here.getIfPresent("GAP-1")).isNull();
    assertThat(here.get("GAP-2", never())).isEqualTo(OLD);
    assertThat(there.get("GAP-2", never())).isEqualTo(OLD);
  }

  @Test
  void whoCannotHearForgetsAllAndKeepsNothingUntilItHearsAgain() throws Exception {
    there.get("GAP-3", _ -> OLD);
    assertThat(there.get("GAP-3", never())).isEqualTo(OLD);

    OwnerLogin.execute(
        first.getEnvironment(),
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and application_name = 'countersign listener'");
    CacheFixture.await(() -> there.getIfPresent("GAP-3") == null);
    CacheFixture.await(
        () -> {
          there.get("GAP-3", _ -> OLD);
          return there.getIfPresent("GAP-3") != null;
        });

    CacheFixture.await(
        () -> {
          here.get("GAP-3", _ -> OLD);
          return here.getIfPresent("GAP-3") != null;
        });
    here.invalidateAfterCommit("GAP-3");
    CacheFixture.await(() -> there.getIfPresent("GAP-3") == null);
    assertThat(there.get("GAP-3", _ -> NEW)).isEqualTo(NEW);
  }
}
