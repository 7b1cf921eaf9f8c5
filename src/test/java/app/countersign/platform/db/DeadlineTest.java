package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void workIsCancelledOnceWhenTheTimeIsOver() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    try (Deadline deadline = Deadline.in(Duration.ofMillis(50))) {
      Deadline.Cancellable done = ended::incrementAndGet;
      deadline.register(done);
      deadline.unregister(done);
      deadline.register(
          () -> {
            times.incrementAndGet();
            cancelled.countDown();
          });

      assertThat(deadline.hasPassed()).isFalse();
      assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(deadline.hasPassed()).isTrue();
      assertThat(deadline.remaining()).isZero();
      assertThat(times).hasValue(1);
      assertThat(ended).hasValue(0);
    }
  }

  @Test
  void workThatStartsTooLateIsCancelledAtOnce() throws Exception {
    CountDownLatch passed = new CountDownLatch(1);
    try (Deadline deadline = Deadline.in(Duration.ofMillis(1))) {
      deadline.register(passed::countDown);
      assertThat(passed.await(5, TimeUnit.SECONDS)).isTrue();
      AtomicInteger times = new AtomicInteger();

      deadline.register(times::incrementAndGet);

      assertThat(times).hasValue(1);
    }
  }

  @Test
  void anAnsweredRequestIsNotCancelled() throws Exception {
    AtomicInteger times = new AtomicInteger();
    try (Deadline deadline = Deadline.in(Duration.ofMillis(100))) {
      deadline.register(times::incrementAndGet);
    }

    Thread.sleep(250);

    assertThat(times).hasValue(0);
  }

  @Test
  void theWorkFindsItsDeadline() throws Exception {
    try (Deadline deadline = Deadline.in(Duration.ofSeconds(5))) {
      Deadline found = deadline.during(Deadline::current);

      assertThat(found).isSameAs(deadline);
      assertThat(deadline.allowed()).isEqualTo(Duration.ofSeconds(5));
      assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
    assertThat(Deadline.current()).isNull();
  }
}
