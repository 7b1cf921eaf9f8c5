package app.countersign.platform.db;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * Gives the clock that everything reads the time from: UTC, in whole microseconds, so that an
 * instant is the same before and after it was stored. A test replaces the bean.
 */
@Factory
final class ClockFactory {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  @Singleton
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }
}
