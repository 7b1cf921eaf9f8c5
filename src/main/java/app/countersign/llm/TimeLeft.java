package app.countersign.llm;

import app.countersign.platform.db.Deadline;
import java.time.Duration;

/** Until when one call may take. */
record TimeLeft(long startedAtNanos, long endsAtNanos) {

  /** Starts counting: the shortest of the budget, the configured deadline and the request's. */
  static TimeLeft of(Duration budget, Duration deadline) {
    Duration time = shorter(budget, deadline);
    Deadline request = Deadline.current();
    if (request != null) {
      time = shorter(time, request.remaining());
    }
    long now = System.nanoTime();
    return new TimeLeft(now, now + time.toNanos());
  }

  /** How much is left, never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, endsAtNanos - System.nanoTime()));
  }

  boolean isOver() {
    return remaining().isZero();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAtNanos);
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
