package app.countersign.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the five steps were done; none before the one it follows. */
public record StepTimes(
    Instant signalsDetectedAt,
    Instant personaAssignedAt,
    Instant contentMatchedAt,
    Instant rationaleGeneratedAt,
    Instant guardrailsCheckedAt) {
  private static final long NANOS_PER_MICRO = 1_000;
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
    Instant before = null;
    for (TraceStepName name : TraceStepName.values()) {
      Instant done = times.get(steps.size());
      steps.add(new TraceStep(name, done, before == null ? null : millis(before, done)));
      before = done;
    }
    return steps;
  }

  private static double millis(Instant start, Instant end) {
    long micros = Duration.between(start, end).toNanos() / NANOS_PER_MICRO;
    return micros / MICROS_PER_MILLI;
  }
}
