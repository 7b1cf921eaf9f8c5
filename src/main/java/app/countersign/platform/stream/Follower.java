package app.countersign.platform.stream;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way through a shared reading: follows it where it can, and reads by itself, on a
 * virtual thread, while it is further behind than that.
 */
final class Follower<E, B> implements Flow.Subscription, Runnable {
  private final Tail<E, B> tail;
  private final Flow.Subscriber<? super B> subscriber;
  private final Runnable left;
  private final AtomicInteger wakes = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long position;
  private long demand;
  private boolean isFollowing;
  private boolean isOver;
  private @Nullable IllegalArgumentException misuse;

  /**
   * @param left run once when it is over
   */
  Follower(Tail<E, B> tail, long position, Flow.Subscriber<? super B> subscriber, Runnable left) {
    this.tail = tail;
    this.position = position;
    this.subscriber = subscriber;
    this.left = left;
  }

  void start() {
    Thread.ofVirtual()
        .name("follower-", 0)
        .start(
            () -> {
              subscriber.onSubscribe(this);
              run();
            });
  }

  @Override
  public void request(long count) {
    lock.lock();
    try {
      if (count <= 0) {
        misuse = new IllegalArgumentException("a subscriber asks for at least one");
      } else {
        demand = demand > Long.MAX_VALUE - count ? Long.MAX_VALUE : demand + count;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    drain();
  }

  @Override
  public void cancel() {
    end();
  }

  /** Reads by itself until it can follow. */
  @Override
  public void run() {
    try {
      tail.awaitBegin();
      while (awaitDemand()) {
        long reach = tail.from();
        if (position() >= reach && follows()) {
          drain();
          return;
        }
        List<E> rows = tail.reader().after(position(), this::isOver);
        if (!rows.isEmpty()) {
          give(
              tail.log().together().apply(List.copyOf(rows)),
              tail.log().sequence().applyAsLong(rows.getLast()));
        }
        if (rows.size() < RowReader.BATCH) {
          // All there was up to then has been read: what is missing before it never was.
          advance(reach);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      fail(stopped);
    } catch (Exception failure) {
      fail(failure);
    }
  }

  /** Gives what there is and what is asked for; one thread at a time does. */
  void drain() {
    if (wakes.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      while (givesNext()) {
        seen = wakes.get();
      }
      seen = wakes.addAndGet(-seen);
    } while (seen > 0);
  }

  private boolean givesNext() {
    try {
      return giveNext();
    } catch (RuntimeException broken) {
      fail(broken);
      return false;
    }
  }

  private boolean giveNext() {
    IllegalArgumentException wrong = misuse();
    if (wrong != null) {
      fail(wrong);
      return false;
    }
    if (!mayGive()) {
      return false;
    }
    switch (tail.next(this, position())) {
      case Tail.Next.Rows<B> rows -> {
        give(rows.portion().together(), rows.portion().to());
        return true;
      }
      case Tail.Next.Nothing<B> nothing -> {
        return false;
      }
      case Tail.Next.Behind<B> behind -> readAlone();
      case Tail.Next.Failed<B> failed -> fail(failed.cause());
    }
    return false;
  }

  private void give(B together, long upTo) {
    lock.lock();
    try {
      if (isOver) {
        return;
      }
      position = upTo;
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    } finally {
      lock.unlock();
    }
    subscriber.onNext(together);
  }

  private void readAlone() {
    lock.lock();
    try {
      isFollowing = false;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("follower-", 0).start(this);
  }

  private boolean follows() {
    lock.lock();
    try {
      isFollowing = !isOver && tail.follow(this, position);
      return isFollowing || isOver;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayGive() {
    lock.lock();
    try {
      return isFollowing && !isOver && demand > 0;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitDemand() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isOver && misuse == null && demand == 0) {
        changed.await();
      }
      if (misuse != null && !isOver) {
        throw misuse;
      }
      return !isOver;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable IllegalArgumentException misuse() {
    lock.lock();
    try {
      return isFollowing && !isOver ? misuse : null;
    } finally {
      lock.unlock();
    }
  }

  private long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  private void advance(long sequence) {
    lock.lock();
    try {
      position = Math.max(position, sequence);
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return isOver;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    if (end()) {
      subscriber.onError(cause);
    }
  }

  /** Ends it; true for the one call that did. */
  private boolean end() {
    lock.lock();
    try {
      if (isOver) {
        return false;
      }
      isOver = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    tail.leave(this);
    left.run();
    return true;
  }
}
