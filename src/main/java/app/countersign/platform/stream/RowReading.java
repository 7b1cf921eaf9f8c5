package app.countersign.platform.stream;

import app.countersign.platform.stream.Announcements.Hearing;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One subscriber's way through a log: reads on when there is both demand and news. */
final class RowReading<E> implements Flow.Subscription, Runnable {
  private final EventLog<E> log;
  private final RowReader<E> reader;
  private final Flow.Subscriber<? super E> subscriber;
  private final Announcements announcements;
  private final StreamConfiguration configuration;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long last;
  private long demand;
  private boolean hasNews;
  private boolean isCancelled;
  private @Nullable IllegalArgumentException misuse;

  RowReading(
      EventLog<E> log,
      long after,
      Flow.Subscriber<? super E> subscriber,
      Announcements announcements,
      StreamConfiguration configuration) {
    this.log = log;
    this.reader = new RowReader<>(log.topic(), log.reader(), configuration.readWithin());
    this.last = after;
    this.subscriber = subscriber;
    this.announcements = announcements;
    this.configuration = configuration;
  }

  void start() {
    Thread.ofVirtual().name("rows-", 0).start(this);
  }

  @Override
  public void request(long count) {
    lock.lock();
    try {
      if (count <= 0) {
        misuse = new IllegalArgumentException("a subscriber asks for at least one row");
      } else {
        demand = demand > Long.MAX_VALUE - count ? Long.MAX_VALUE : demand + count;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      isCancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      subscriber.onSubscribe(this);
      try (Hearing hearing = announcements.hear(log.topic(), this::announced)) {
        if (readOn()) {
          subscriber.onComplete();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      subscriber.onError(failure);
    }
  }

  private void announced(long sequence) {
    lock.lock();
    try {
      if (sequence > last) {
        hasNews = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives rows until the last one, then answers true; false when the subscriber has left. */
  private boolean readOn() throws Exception {
    while (hasDemand()) {
      forgetNews();
      List<E> rows = reader.after(last, this::isCancelled);
      for (E row : rows) {
        if (!hasDemand()) {
          return false;
        }
        advance(log.sequence().applyAsLong(row));
        subscriber.onNext(row);
        if (log.isLast().test(row)) {
          return true;
        }
      }
      if (rows.size() < RowReader.BATCH) {
        awaitNews();
      }
    }
    return false;
  }

  /** Waits until the subscriber wants a row; false when it has left. */
  private boolean hasDemand() throws InterruptedException {
    lock.lock();
    try {
      while (!isCancelled && misuse == null && demand == 0) {
        changed.await();
      }
      if (misuse != null && !isCancelled) {
        throw misuse;
      }
      return !isCancelled;
    } finally {
      lock.unlock();
    }
  }

  private void forgetNews() {
    lock.lock();
    try {
      hasNews = false;
    } finally {
      lock.unlock();
    }
  }

  private void awaitNews() throws InterruptedException {
    lock.lock();
    try {
      long left = configuration.pollEvery().toNanos();
      while (!isCancelled && misuse == null && !hasNews && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void advance(long sequence) {
    lock.lock();
    try {
      if (sequence <= last) {
        throw new IllegalStateException(
            "%s gave row %d after row %d".formatted(log.topic(), sequence, last));
      }
      last = sequence;
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return isCancelled;
    } finally {
      lock.unlock();
    }
  }
}
