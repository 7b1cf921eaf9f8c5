package app.countersign.platform.db;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which a request has to be answered. Whoever serves the request runs its work within
 * {@link #call}; everything the work then borrows from the connection pool is registered here, and
 * at the deadline its running SQL is cancelled. A failure while {@link #isExpired()} is a timeout.
 */
public final class Deadline {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();
  private static final ScheduledThreadPoolExecutor TIMER = timer();
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final long expiresAt;
  private final Map<Cancellable, Registration> registrations = new HashMap<>();
  private boolean isFired;

  private Deadline(Duration limit) {
    this.expiresAt = System.nanoTime() + limit.toNanos();
  }

  /** A deadline that long from now. */
  public static Deadline after(Duration limit) {
    return new Deadline(limit);
  }

  /** The deadline of the work this thread does, or null where it has none. */
  public static @Nullable Deadline current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Does the work under this deadline and returns what it gives. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
    ScheduledFuture<?> alarm =
        TIMER.schedule(
            () -> Thread.startVirtualThread(this::fire),
            expiresAt - System.nanoTime(),
            TimeUnit.NANOSECONDS);
    try {
      return ScopedValue.where(CURRENT, this).<R, X>call(work);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Whether the moment has passed. */
  public boolean isExpired() {
    return System.nanoTime() - expiresAt >= 0;
  }

  /** How long there is left; zero when it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, expiresAt - System.nanoTime()));
  }

  /**
   * Has the work cancelled at the deadline, and again every tenth of a second until it is
   * unregistered: what starts just after a cancellation must not outlive it. Does nothing where the
   * deadline has fired.
   */
  public void register(Cancellable work) {
    synchronized (registrations) {
      if (!isFired) {
        registrations.put(work, new Registration(work));
      }
    }
  }

  /** Ends the registration: from the return of this method on, the work is not cancelled. */
  public void unregister(Cancellable work) {
    Registration registration;
    synchronized (registrations) {
      registration = registrations.remove(work);
    }
    if (registration != null) {
      registration.end();
    }
  }

  private void fire() {
    List<Registration> due;
    synchronized (registrations) {
      isFired = true;
      due = new ArrayList<>(registrations.values());
    }
    due.forEach(registration -> Thread.startVirtualThread(registration::cancelUntilEnded));
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Work that can be told to stop. */
  @FunctionalInterface
  public interface Cancellable {
    /** Tells the work to stop; called from another thread than the one that does it. */
    void cancel();
  }

  private static final class Registration {
    private final Cancellable work;
    private final AtomicBoolean isEnded = new AtomicBoolean();

    Registration(Cancellable work) {
      this.work = work;
    }

    void cancelUntilEnded() {
      while (cancelUnlessEnded()) {
        try {
          Thread.sleep(AGAIN);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private synchronized boolean cancelUnlessEnded() {
      if (isEnded.get()) {
        return false;
      }
      work.cancel();
      return true;
    }

    synchronized void end() {
      isEnded.set(true);
    }
  }
}
