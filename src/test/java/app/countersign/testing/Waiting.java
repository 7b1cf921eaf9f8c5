package app.countersign.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Waiting {
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  private Waiting() {}

  /** Returns when it is so; fails when it does not become so. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to that");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
