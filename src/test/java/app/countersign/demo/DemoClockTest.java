package app.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoClockTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

  private final Clock clock = new DemoClock(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void onlyTheWorkOfThePastIsInThePast() throws InterruptedException {
    List<Instant> seen = new ArrayList<>();

    DemoClock.ago(
        Duration.ofDays(2),
        () -> {
          seen.add(clock.instant());
          DemoClock.ago(Duration.ofHours(1), () -> seen.add(clock.instant()));
          seen.add(clock.withZone(ZoneId.of("Asia/Tokyo")).instant());
        });
    Thread other = Thread.ofVirtual().start(() -> seen.add(clock.instant()));
    other.join();

    assertThat(seen)
        .containsExactly(
            NOW.minus(Duration.ofDays(2)),
            NOW.minus(Duration.ofHours(1)),
            NOW.minus(Duration.ofDays(2)),
            NOW);
    assertThat(clock.instant()).isEqualTo(NOW);
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }
}
