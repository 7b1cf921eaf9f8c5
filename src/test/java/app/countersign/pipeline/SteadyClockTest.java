package app.countersign.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-06-30T09:00:00Z");

  @Test
  void aClockThatIsSetBackStandsUntilTimeHasCaughtUp() {
    Iterator<Integer> seconds = List.of(-5, 1, 0, 2).iterator();
    SteadyClock clock = new SteadyClock(() -> START.plusSeconds(seconds.next()), START);

    List<Instant> shown =
        List.of(clock.instant(), clock.instant(), clock.instant(), clock.instant());

    assertThat(shown)
        .containsExactly(START, START.plusSeconds(1), START.plusSeconds(1), START.plusSeconds(2));
  }
}
