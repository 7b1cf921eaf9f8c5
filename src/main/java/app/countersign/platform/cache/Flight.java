package app.countersign.platform.cache;

import app.countersign.platform.db.Deadline;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One lookup that others with the same key wait for instead of doing it again. */
final class Flight<V> {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final CompletableFuture<Landed<V>> result = new CompletableFuture<>();
  private final Thread leader = Thread.currentThread();

  /** What was found, and whether the cache had it. */
  record Landed<V>(Kept<V> kept, boolean wasKept) {}

  void land(Kept<V> kept, boolean wasKept) {
    result.complete(new Landed<>(kept, wasKept));
  }

  /** It failed, or nobody knows: who waits looks for itself. */
  void giveUp() {
    result.cancel(false);
  }

  /**
   * Waits for the result, as long as the request may take; null where it failed or takes too long,
   * and for the thread that is at it itself.
   */
  @Nullable Landed<V> await() {
    if (Thread.currentThread().equals(leader) && !result.isDone()) {
      return null;
    }
    Deadline deadline = Deadline.current();
    Duration longest = deadline == null ? LONGEST_WAIT : deadline.remaining();
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | CancellationException _) {
      return null;
    }
  }
}
