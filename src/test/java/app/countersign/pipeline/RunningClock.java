package app.countersign.pipeline;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs as time does, from the morning of {@link DemoLedgers#TODAY}, and can jump. */
@Singleton
@Replaces(Clock.class)
@Requires(property = "countersign.test.pipeline")
class RunningClock extends Clock {
  private static final Instant MORNING = DemoLedgers.TODAY.atTime(9, 0).toInstant(ZoneOffset.UTC);

  private final long started = System.nanoTime();
  private final AtomicReference<Duration> jumped = new AtomicReference<>(Duration.ZERO);

  void jump(Duration time) {
    jumped.updateAndGet(earlier -> earlier.plus(time));
  }

  @Override
  public Instant instant() {
    return MORNING.plusNanos(System.nanoTime() - started).plus(jumped.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the clock is read as instants");
  }
}
