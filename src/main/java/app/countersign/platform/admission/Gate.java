package app.countersign.platform.admission;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many in, has so many wait in the order they came, and sends away the others. Many may
 * wait where many come at once; while more come than can be served, few may, for a long queue
 * serves nobody sooner and everybody later. Whether it is still too many is tried once a second: of
 * callers who try again at once a few too many would else keep the queue short for ever.
 */
final class Gate {
  /** The part of the queue that may wait while too many come. */
  private static final int SHORT_QUEUE = 4;

  /** For how long few may wait once somebody was sent away. */
  private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Permits permits;
  private final int mostRunning;
  private final int mostWaiting;
  private final LongSupplier nanos;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger coming = new AtomicInteger();
  private final AtomicLong shortSince;

  Gate(int mostRunning, int mostWaiting) {
    this(mostRunning, mostWaiting, System::nanoTime);
  }

  /**
   * A gate with a clock of its own.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Gate(int mostRunning, int mostWaiting, LongSupplier nanos) {
    if (mostRunning < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException(
          "countersign.admission: at least 1 runs and none or more wait");
    }
    this.permits = new Permits(mostRunning);
    this.mostRunning = mostRunning;
    this.mostWaiting = mostWaiting;
    this.nanos = nanos;
    this.shortSince = new AtomicLong(nanos.getAsLong() - SHORT_NANOS);
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

  /** One who may come. */
  Arrival announce() {
    return new Arrival(coming);
  }

  /** Whether one who set out now would find no room; then it is to be sent away, and counts so. */
  boolean turnsAway() {
    boolean isTurnedAway = coming.get() + waiting.get() + running() >= mostRunning + longestQueue();
    if (isTurnedAway) {
      sendAway();
    }
    return isTurnedAway;
  }

  /** A pass, after a wait no longer than this; null when there is none for this one. */
  @Nullable Pass enter(long longestNanos) throws InterruptedException {
    int place = waiting.incrementAndGet();
    try {
      long wait = place > longestQueue() ? 0 : longestNanos;
      if (permits.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
        return new Pass(this);
      }
      sendAway();
      return null;
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
    return waiting.get() >= longestQueue() && permits.availablePermits() <= 0;
  }

  int running() {
    return mostRunning - permits.availablePermits();
  }

  int waiting() {
    return waiting.get();
  }

  private void sendAway() {
    long since = shortSince.get();
    long now = nanos.getAsLong();
    if (now - since >= SHORT_NANOS) {
      shortSince.compareAndSet(since, now);
    }
  }

  private int longestQueue() {
    boolean isShort = nanos.getAsLong() - shortSince.get() < SHORT_NANOS;
    return isShort ? Math.ceilDiv(mostWaiting, SHORT_QUEUE) : mostWaiting;
  }
}
