package app.countersign.platform.admission;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request's right to be worked on. It goes with the propagated context, so that work which waits
 * for another server can make room meanwhile.
 */
public final class Pass implements AutoCloseable, PropagatedContextElement {
  private final Gate gate;
  private int away;
  private boolean isClosed;

  Pass(Gate gate) {
    this.gate = gate;
  }

  /**
   * Does what only waits, for another server or for time to pass, and lets others work meanwhile.
   * Outside of an admitted request it is just done.
   */
  public static <R extends @Nullable Object> R outside(Supplier<R> wait) {
    Pass pass = PropagatedContext.getOrEmpty().find(Pass.class).orElse(null);
    if (pass == null) {
      return wait.get();
    }
    pass.stepOut();
    try {
      return wait.get();
    } finally {
      pass.stepIn();
    }
  }

  /** The request is answered. */
  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      if (away == 0) {
        gate.leave();
      }
    }
  }

  private synchronized void stepOut() {
    if (away++ == 0 && !isClosed) {
      gate.leave();
    }
  }

  private synchronized void stepIn() {
    if (--away == 0 && !isClosed) {
      gate.comeBack();
    }
  }
}
