package app.countersign.contractchat;

import app.countersign.platform.stream.Announcements;
import app.countersign.platform.stream.Announcements.Hearing;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until an answer is whole, on whichever server it is written. */
@Singleton
class AnswerWait {
  /** How often it is looked when nothing is heard. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final AnswerRepository answers;
  private final Announcements announcements;

  AnswerWait(AnswerRepository answers, Announcements announcements) {
    this.answers = answers;
    this.announcements = announcements;
  }

  /** Comes back when the answer is not pending any more, or the time is over. */
  void await(UUID answerId, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    Semaphore news = new Semaphore(0);
    try (Hearing hearing =
        announcements.hear(AnswerRepository.topic(answerId), sequence -> news.release())) {
      while (answers.status(answerId) == MessageStatus.PENDING) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return;
        }
        // Without an announcement it is looked again all the same: they can be lost.
        boolean isNews =
            news.tryAcquire(Math.min(left, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS);
        if (isNews) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
