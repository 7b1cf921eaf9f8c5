package app.countersign.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The server's clock, but for the thread that plays the demo: there it can be an earlier day, on
 * which time passes as ever. So the demo's past is made by the services themselves, in the order in
 * which it would have happened.
 */
final class DemoClock extends Clock {
  private static final ScopedValue<Duration> AGO = ScopedValue.newInstance();

  private final Clock real;

  DemoClock(Clock real) {
    this.real = real;
  }

  /** Does the work as if it were so long ago. */
  static void ago(Duration ago, Runnable work) {
    ScopedValue.where(AGO, ago).run(work);
  }

  @Override
  public Instant instant() {
    return AGO.isBound() ? real.instant().minus(AGO.get()) : real.instant();
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new DemoClock(real.withZone(zone));
  }
}
