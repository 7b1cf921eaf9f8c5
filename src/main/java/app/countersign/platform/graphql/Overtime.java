package app.countersign.platform.graphql;

import app.countersign.platform.db.Deadline;

/**
 * Interrupts the thread of a request that does not come back although its statements were cancelled
 * at the deadline.
 */
final class Overtime implements Deadline.Cancellable {
  /** How long what was cancelled may take to come back with what it has. */
  static final long GRACE_MILLIS = 500;

  private final Thread thread;
  private boolean ended;
  private boolean interrupted;

  Overtime(Thread thread) {
    this.thread = thread;
  }

  @Override
  public void cancel() {
    // Others are cancelled after this one, so it must not wait itself.
    Thread.ofVirtual().name("overtime").start(this::interrupt);
  }

  /**
   * The request came back: its thread does something else from now on.
   *
   * @return whether it had to be interrupted
   */
  synchronized boolean end() {
    ended = true;
    notifyAll();
    if (interrupted) {
      // The thread belongs to its caller again, who was not meant.
      Thread.interrupted();
    }
    return interrupted;
  }

  private synchronized void interrupt() {
    long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
    try {
      for (long left = GRACE_MILLIS; !ended && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      interrupted = true;
      thread.interrupt();
    }
  }
}
