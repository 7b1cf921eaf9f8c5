package app.countersign.llm;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request on a thread of its own, so that it ends in time whatever a library waits for. */
final class Attempt {
  private Attempt() {}

  /**
   * Does the work, at most so long.
   *
   * @throws ModelFailure of the work, of kind TIMEOUT when the time is over, or of kind CANCELLED
   *     when this thread was interrupted, which it stays
   */
  static ModelReply within(Duration limit, String name, Callable<ModelReply> work) {
    FutureTask<ModelReply> task = new FutureTask<>(work);
    Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException over) {
      throw ModelFailure.timeout();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ModelFailure failure) {
        throw failure;
      }
      throw ModelFailure.of(
          FailureKind.REJECTED,
          "the client failed: " + Objects.requireNonNull(failed.getCause()).getClass().getName());
    } finally {
      task.cancel(true);
    }
  }

  /** Waits. */
  static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw cancelled();
    }
  }

  private static ModelFailure cancelled() {
    return ModelFailure.of(FailureKind.CANCELLED, "the caller was interrupted");
  }
}
