package app.countersign.platform.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one {@link PacedWork}; a time that fails is logged, and the next one comes. */
final class Pace {
  private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

  private final PacedWork work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  private Pace(PacedWork work) {
    this.work = work;
    this.thread = Thread.ofVirtual().name("pace-" + work.name()).unstarted(this::run);
  }

  static Pace start(PacedWork work) {
    Pace pace = new Pace(work);
    pace.thread.start();
    return pace;
  }

  /** Begins no other time, and waits so long for the running one. */
  void stop(Duration most) {
    stopping.countDown();
    try {
      if (!thread.join(most)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        once();
      } while (!stopping.await(work.pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() {
    try {
      work.work().run();
    } catch (RuntimeException failure) {
      LOG.warn("{} failed and is tried again.", work.name(), failure);
    }
  }
}
