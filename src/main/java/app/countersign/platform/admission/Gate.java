package app.countersign.platform.admission;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets so many in, has so many wait in the order they came, and sends away the others. */
final class Gate {
  private final Permits permits;
  private final int mostRunning;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  Gate(int mostRunning, int mostWaiting) {
    if (mostRunning < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException(
          "countersign.admission: at least 1 runs and none or more wait");
    }
    this.permits = new Permits(mostRunning);
    this.mostRunning = mostRunning;
    this.mostWaiting = mostWaiting;
  }

  private static final class Permits extends Semaphore {
    private static final long serialVersionUID = 1L;

    Permits(int count) {
      super(count, true);
    }

    /** Takes one also where none is left. */
    void takeAnyway() {
      reducePermits(1);
    }
  }

  /** A pass, after a wait no longer than this; null when there is none for this one. */
  @Nullable Pass enter(long longestNanos) throws InterruptedException {
    int place = waiting.incrementAndGet();
    try {
      long wait = place > mostWaiting ? 0 : longestNanos;
      return permits.tryAcquire(wait, TimeUnit.NANOSECONDS) ? new Pass(this) : null;
    } finally {
      waiting.decrementAndGet();
    }
  }

  void leave() {
    permits.release();
  }

  /** In again, whoever else is: what has begun is finished. */
  void comeBack() {
    permits.takeAnyway();
  }

  /** Whether one who came now would be sent away at once. */
  boolean isFull() {
    return waiting.get() >= mostWaiting && permits.availablePermits() <= 0;
  }

  int running() {
    return mostRunning - permits.availablePermits();
  }

  int waiting() {
    return waiting.get();
  }
}
