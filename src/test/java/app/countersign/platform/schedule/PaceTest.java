package app.countersign.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger times = new AtomicInteger();

  @Test
  void aTimeThatFailsDoesNotEndIt() throws Exception {
    CountDownLatch threeTimes = new CountDownLatch(3);

    Pace pace =
        Pace.start(
            new PacedWork(
                "test",
                PAUSE,
                () -> {
                  threeTimes.countDown();
                  throw new IllegalStateException("the database is away");
                }));

    assertThat(threeTimes.await(20, TimeUnit.SECONDS)).isTrue();
    pace.stop(PATIENCE);
  }

  @Test
  void stoppingWaitsForTheRunningTimeAndBeginsNoOther() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Pace pace =
        Pace.start(
            new PacedWork(
                "test",
                PAUSE,
                () -> {
                  begun.countDown();
                  await(mayEnd);
                  times.incrementAndGet();
                }));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    Thread stopping = Thread.ofVirtual().start(() -> pace.stop(PATIENCE));
    assertThat(stopping.join(Duration.ofMillis(50))).isFalse();
    mayEnd.countDown();

    assertThat(stopping.join(PATIENCE)).isTrue();
    assertThat(times).hasValue(1);
  }

  @Test
  void whatGoesOnForTooLongIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Pace pace =
        Pace.start(
            new PacedWork(
                "test",
                PAUSE,
                () -> {
                  begun.countDown();
                  try {
                    Thread.sleep(PATIENCE);
                  } catch (InterruptedException stopped) {
                    interrupted.countDown();
                    Thread.currentThread().interrupt();
                  }
                }));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    pace.stop(Duration.ofMillis(20));

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
