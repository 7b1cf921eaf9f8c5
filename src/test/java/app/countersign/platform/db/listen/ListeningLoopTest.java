package app.countersign.platform.db.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listening to a database that cannot be reached. */
@Timeout(20)
class ListeningLoopTest {
  @Test
  void nobodyWaitsForADatabaseThatIsAwayAndItIsTriedAgain() throws Exception {
    CountDownLatch attempts = new CountDownLatch(3);
    ListeningLoop loop =
        new ListeningLoop(
            () -> {
              attempts.countDown();
              if (attempts.getCount() == 1) {
                throw new IllegalStateException("on purpose");
              }
              throw new SQLException("the database is away");
            });
    ListeningLoop.Subscriber subscriber = loop.add("channel", _ -> {});
    loop.start();
    long begun = System.nanoTime();

    subscriber.awaitListening(Duration.ofMillis(50));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    assertThat(attempts.await(10, TimeUnit.SECONDS)).isTrue();
    loop.stop();
  }
}
