package app.countersign.platform.db;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Until when the running request may work. When it passes, everything registered is cancelled once:
 * running statements, the execution itself. Work started after that is refused by whoever asks
 * {@link #hasPassed()}.
 */
public final class Deadline implements AutoCloseable {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final long endsAtNanos;
  private final Duration allowed;
  private final Set<Cancellable> running = ConcurrentHashMap.newKeySet();
  private final ScheduledFuture<?> alarm;
  private volatile boolean fired;

  private Deadline(Duration allowed) {
    this.allowed = allowed;
    this.endsAtNanos = System.nanoTime() + allowed.toNanos();
    this.alarm = TIMER.schedule(this::ring, allowed.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Work that can be stopped from another thread; stopping what has ended must be harmless. */
  @FunctionalInterface
  public interface Cancellable {
    /** Stops the work; may block, never called more than once for one registration. */
    void cancel();
  }

  /** Starts counting now; {@link #close} ends it when the work is done. */
  public static Deadline in(Duration allowed) {
    return new Deadline(allowed);
  }

  /** The deadline of the work this thread is doing; null outside of a request. */
  public static @Nullable Deadline current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Does the work with this deadline as the {@link #current()} one. */
  public <R extends @Nullable Object> R during(Callable<R> work) throws Exception {
    return ScopedValue.where(CURRENT, this).call(work::call);
  }

  /** How much time there was in all. */
  public Duration allowed() {
    return allowed;
  }

  /** How much time is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endsAtNanos - System.nanoTime()));
  }

  /** Whether the time is over. */
  public boolean hasPassed() {
    return fired || System.nanoTime() - endsAtNanos >= 0;
  }

  /**
   * Has the work cancelled when the time is over, at once if it is already. Every registration is
   * ended by {@link #unregister}.
   */
  public void register(Cancellable work) {
    running.add(work);
    if (fired && running.remove(work)) {
      work.cancel();
    }
  }

  /** The work has ended by itself. */
  public void unregister(Cancellable work) {
    running.remove(work);
  }

  /** The request is answered: nothing will be cancelled any more. */
  @Override
  public void close() {
    alarm.cancel(false);
    if (!fired) {
      running.clear();
    }
  }

  private void ring() {
    // Cancelling a statement opens a connection and waits, which the timer must not.
    Thread.ofVirtual().name("deadline").start(this::cancelAll);
  }

  private void cancelAll() {
    fired = true;
    for (Cancellable work : running) {
      if (running.remove(work)) {
        work.cancel();
      }
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("deadline-timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
