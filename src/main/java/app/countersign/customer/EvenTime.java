package app.countersign.customer;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers after the same time whatever was found. Waiting costs a virtual thread and nothing else;
 * no connection is held meanwhile.
 */
@Singleton
class EvenTime {
  private final Duration answerTime;

  EvenTime(CustomerConfiguration configuration) {
    this.answerTime = configuration.answerTime();
  }

  /** Does the work and returns when the time is up, also when the work fails. */
  void run(Runnable work) {
    long end = System.nanoTime() + answerTime.toNanos();
    try {
      work.run();
    } finally {
      long left = end - System.nanoTime();
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(left);
        left = end - System.nanoTime();
      }
    }
  }
}
