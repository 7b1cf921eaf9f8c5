package app.countersign.pipeline;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The real time, but never before what it has shown: clocks are set back, and differ from server to
 * server, while steps follow each other. For one thread.
 */
final class SteadyClock implements InstantSource {
  private final InstantSource clock;
  private Instant latest;

  SteadyClock(InstantSource clock, Instant notBefore) {
    this.clock = clock;
    this.latest = notBefore;
  }

  @Override
  public Instant instant() {
    Instant now = clock.instant();
    latest = now.isAfter(latest) ? now : latest;
    return latest;
  }
}
