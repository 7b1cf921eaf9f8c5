package app.countersign.trace;

import app.countersign.signal.SignalWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A trace without what was seen on the way, which may be long and is read by itself where it is
 * asked for.
 *
 * @param times when the five steps were really done
 * @param window what the signals are of
 * @param asOf the day the signals are as of
 */
public record TraceFacts(
    UUID id,
    UUID recommendationId,
    StepTimes times,
    SignalWindow window,
    LocalDate asOf,
    Instant createdAt) {
  /** The five steps in order. */
  public List<TraceStep> steps() {
    return times.steps();
  }
}
