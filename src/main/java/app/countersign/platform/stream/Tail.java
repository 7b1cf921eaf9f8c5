package app.countersign.platform.stream;

import app.countersign.platform.stream.Announcements.Hearing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of a topic on this server. Reads once for whatever was announced since it read
 * last, keeps the latest rows, and wakes the followers; each takes what it has not had yet, as it
 * has demand. Who is further behind than the rows kept reads by itself until it has caught up.
 */
final class Tail<E, B> implements Runnable {
  private final SharedLog<E, B> log;
  private final RowReader<E> reader;
  private final Announcements announcements;
  private final StreamConfiguration configuration;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RowWindow<E, B> window;
  private final Set<Follower<E, B>> live = new LinkedHashSet<>();
  private boolean hasBegun;
  private boolean hasNews;
  private boolean isClosed;
  private @Nullable Throwable failure;

  Tail(SharedLog<E, B> log, Announcements announcements, StreamConfiguration configuration) {
    this.log = log;
    this.reader = new RowReader<>(log.topic(), log.reader(), configuration.readWithin());
    this.announcements = announcements;
    this.configuration = configuration;
    this.window = new RowWindow<>(log, configuration);
  }

  void start() {
    Thread.ofVirtual().name("tail-", 0).start(this);
  }

  /** Nobody follows any more. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try (Hearing hearing = announcements.hear(log.topic(), this::announced)) {
      begin();
      while (awaitNews()) {
        List<E> rows = reader.after(read(), this::isClosed);
        for (Follower<E, B> follower : added(rows)) {
          follower.drain();
        }
        if (!rows.isEmpty() && rows.size() < RowReader.BATCH) {
          gather();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      fail(stopped);
    } catch (Exception broken) {
      fail(broken);
    }
  }

  /** Waits until it is known from where on rows are kept; fails when that cannot be. */
  void awaitBegin() throws Exception {
    lock.lockInterruptibly();
    try {
      while (!hasBegun && failure == null) {
        changed.await();
      }
      if (!hasBegun) {
        throw new IllegalStateException("rows of " + log.topic() + " cannot be read", failure);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The window's beginning: who has had what came up to here can follow. */
  long from() {
    lock.lock();
    try {
      return window.from();
    } finally {
      lock.unlock();
    }
  }

  RowReader<E> reader() {
    return reader;
  }

  SharedLog<E, B> log() {
    return log;
  }

  /** Follows from a number on; false when that is further back than rows are kept. */
  boolean follow(Follower<E, B> follower, long sequence) {
    lock.lock();
    try {
      if (sequence < window.from()) {
        return false;
      }
      live.add(follower);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void leave(Follower<E, B> follower) {
    lock.lock();
    try {
      live.remove(follower);
    } finally {
      lock.unlock();
    }
  }

  /** What a follower can be given. */
  sealed interface Next<B> {
    /** Rows, up to a number. */
    record Rows<B>(RowWindow.Portion<B> portion) implements Next<B> {}

    /** Nothing yet. */
    record Nothing<B>() implements Next<B> {}

    /** It has to read by itself: it does not follow any more. */
    record Behind<B>() implements Next<B> {}

    /** The topic cannot be read. */
    record Failed<B>(Throwable cause) implements Next<B> {}
  }

  Next<B> next(Follower<E, B> follower, long sequence) {
    lock.lock();
    try {
      if (sequence < window.from()) {
        live.remove(follower);
        return new Next.Behind<>();
      }
      RowWindow.Portion<B> portion = window.after(sequence);
      if (portion != null) {
        return new Next.Rows<>(portion);
      }
      Throwable cause = failure;
      return cause == null ? new Next.Nothing<>() : new Next.Failed<>(cause);
    } finally {
      lock.unlock();
    }
  }

  private void begin() throws Exception {
    long last = reader.last(log.last());
    lock.lock();
    try {
      window.begin(last);
      hasBegun = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void announced(long sequence) {
    lock.lock();
    try {
      if (sequence > window.to()) {
        hasNews = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there may be rows; false when nobody follows any more. */
  private boolean awaitNews() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = configuration.pollEvery().toNanos();
      while (!isClosed && !hasNews && left > 0) {
        left = changed.awaitNanos(left);
      }
      hasNews = false;
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets more come together, so that many rows cost one reading and one message. */
  private void gather() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = configuration.gatherFor().toNanos();
      while (!isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long read() {
    lock.lock();
    try {
      return window.to();
    } finally {
      lock.unlock();
    }
  }

  private List<Follower<E, B>> added(List<E> rows) {
    lock.lock();
    try {
      window.add(rows, System.nanoTime());
      hasNews |= rows.size() == RowReader.BATCH;
      return rows.isEmpty() ? List.of() : new ArrayList<>(live);
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    List<Follower<E, B>> left;
    lock.lock();
    try {
      failure = cause;
      left = new ArrayList<>(live);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    left.forEach(Follower::drain);
  }

  /** Whether it failed, so that the next to come needs another. */
  boolean hasFailed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }
}
