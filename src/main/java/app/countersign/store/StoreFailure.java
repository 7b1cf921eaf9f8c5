package app.countersign.store;

import org.jspecify.annotations.Nullable;

/** Why a store gave nothing. The message is for the operator, not for a caller. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds a reader can tell apart. */
  public enum Kind {
    /** There is no such object. */
    ABSENT,
    /** The store refuses this server: its permissions or its login are wrong. */
    DENIED,
    /** Since it was looked at, the object was replaced. */
    CHANGED,
    /** The store cannot be reached or is broken. */
    UNAVAILABLE,
    /** The store did not answer in time. */
    TIMEOUT
  }

  private final Kind kind;

  public StoreFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  public StoreFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }
}
