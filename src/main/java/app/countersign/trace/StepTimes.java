package app.countersign.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the five steps were done; none before the one it follows. */
public record StepTimes(
    Instant signalsDetectedAt,
    Instant personaAssignedAt,
    Instant contentMatchedAt,
    Instant rationaleGeneratedAt,
    Instant guardrailsCheckedAt) {
  private static final double MICROS_PER_MILLI = 1_000;

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException where a step is done before the one it follows
   */
  public StepTimes {
    if (personaAssignedAt.isBefore(signalsDetectedAt)
        || contentMatchedAt.isBefore(personaAssignedAt)
        || rationaleGeneratedAt.isBefore(contentMatchedAt)
        || guardrailsCheckedAt.isBefore(rationaleGeneratedAt)) {
      throw new IllegalArgumentException("A step is done before the one it follows.");
    }
  }

  /** The steps with what each took. */
  public List<TraceStep> steps() {
    List<Instant> times =
        List.of(
            signalsDetectedAt,
            personaAssignedAt,
            contentMatchedAt,
            rationaleGeneratedAt,
            guardrailsCheckedAt);
    List<TraceStep> steps = new ArrayList<>(times.size());
    for (TraceStepName name : TraceStepName.values()) {
      int place = name.ordinal();
      steps.add(
          new TraceStep(
              name,
              times.get(place),
              place == 0 ? null : millis(times.get(place - 1), times.get(place))));
    }
    return steps;
  }

  private static @Nullable Double millis(Instant start, Instant end) {
    return Duration.between(start, end).toNanos() / 1_000 / MICROS_PER_MILLI;
  }
}
