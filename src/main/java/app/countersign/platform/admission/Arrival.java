package app.countersign.platform.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One that comes to the gate: from when it sets out until it is there it counts as waiting. */
public final class Arrival {
  private final AtomicInteger coming;
  private final AtomicReference<State> state = new AtomicReference<>(State.NOT_YET);

  private enum State {
    NOT_YET,
    COMING,
    OVER
  }

  Arrival(AtomicInteger coming) {
    this.coming = coming;
  }

  /** It comes now, if it is not there already; is told once. */
  public void setOut() {
    coming.incrementAndGet();
    if (!state.compareAndSet(State.NOT_YET, State.COMING)) {
      coming.decrementAndGet();
    }
  }

  /** It is at the gate, or does not come; may be told more than once. */
  public void over() {
    if (state.getAndSet(State.OVER) == State.COMING) {
      coming.decrementAndGet();
    }
  }
}
