package app.countersign.platform.admission;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One that was let through to the gate and has not come there yet. */
public final class Arrival {
  private final AtomicInteger coming;
  private final AtomicBoolean isOver = new AtomicBoolean();

  Arrival(AtomicInteger coming) {
    this.coming = coming;
  }

  /** It is at the gate, or does not come; may be told more than once. */
  public void over() {
    if (isOver.compareAndSet(false, true)) {
      coming.decrementAndGet();
    }
  }
}
