package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SteadyDriverTest {
  private static final String URL = "jdbc:postgresql://localhost/nowhere";

  private final SQLException away = new SQLException("Connection refused", "08001");
  private final AtomicBoolean isAway = new AtomicBoolean();
  private final AtomicInteger tries = new AtomicInteger();
  private final CountDownLatch seenAway = new CountDownLatch(10);
  private final Connection connection = proxy(Connection.class, () -> null);
  private final SteadyDriver driver = new SteadyDriver(proxy(Driver.class, this::connect));

  @Test
  void whatWasNeverReachedIsRefusedAtOnce() {
    isAway.set(true);

    assertThatThrownBy(() -> driver.connect(URL, new Properties())).isSameAs(away);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aDatabaseThatIsBackIsFoundSoonHoweverLongItWasAway() throws Exception {
    driver.connect(URL, new Properties());
    isAway.set(true);

    CompletableFuture<Connection> waiting = CompletableFuture.supplyAsync(() -> connected(driver));
    assertThat(seenAway.await(20, TimeUnit.SECONDS)).isTrue();
    isAway.set(false);
    long back = System.nanoTime();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(connection);
    assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aPoolThatIsClosedWaitsNoLonger() throws Exception {
    driver.connect(URL, new Properties());
    isAway.set(true);
    CompletableFuture<Throwable> refused = new CompletableFuture<>();

    Thread adder =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    driver.connect(URL, new Properties());
                  } catch (SQLException problem) {
                    refused.complete(problem);
                  }
                });
    assertThat(seenAway.await(20, TimeUnit.SECONDS)).isTrue();
    adder.interrupt();

    assertThat(refused.get(20, TimeUnit.SECONDS)).isSameAs(away);
  }

  private Connection connect() throws SQLException {
    tries.incrementAndGet();
    if (isAway.get()) {
      seenAway.countDown();
      throw away;
    }
    return connection;
  }

  private static Connection connected(SteadyDriver driver) {
    try {
      return java.util.Objects.requireNonNull(driver.connect(URL, new Properties()));
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private interface Answer {
    Object give() throws SQLException;
  }

  /** PostgreSQL's side, which has too many methods to be written down. */
  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> answer.give()));
  }
}
