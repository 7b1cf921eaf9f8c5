package app.countersign.platform.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one listener, on a virtual thread, never twice at once. What comes while it is called is
 * put together: only the highest number counts, so that nothing piles up.
 */
final class Hearer {
  private static final Logger LOG = LoggerFactory.getLogger(Hearer.class);
  private static final long NOTHING = Long.MIN_VALUE;

  private final LongConsumer listening;
  private final AtomicLong highest = new AtomicLong(NOTHING);
  private final AtomicBoolean isCalling = new AtomicBoolean();

  Hearer(LongConsumer listening) {
    this.listening = listening;
  }

  void tell(long sequence) {
    highest.accumulateAndGet(sequence, Math::max);
    if (isCalling.compareAndSet(false, true)) {
      Thread.ofVirtual().name("announcement").start(this::call);
    }
  }

  private void call() {
    do {
      long told = highest.getAndSet(NOTHING);
      if (told != NOTHING) {
        callWith(told);
      }
      isCalling.set(false);
      // One may have come between the look and the end; whoever sets the flag again goes on.
    } while (highest.get() != NOTHING && isCalling.compareAndSet(false, true));
  }

  private void callWith(long sequence) {
    try {
      listening.accept(sequence);
    } catch (RuntimeException failure) {
      LOG.error("A listener to announcements failed", failure);
    }
  }
}
