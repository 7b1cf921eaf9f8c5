package app.countersign.platform.db.listen;

/**
 * Takes what is said on a channel. All are called by one thread, in the order of the commits, and
 * must not block it for long; what they throw is logged and goes no further.
 */
public interface NotificationListener {
  /** Something was said by a transaction that has committed, on this server or on another. */
  void heard(String payload);

  /**
   * Listening has begun, for the first time or anew. What was said before may not have been heard:
   * whoever follows a state reads it again.
   */
  default void listening() {}

  /** The connection is lost: nothing is heard until {@link #listening}. */
  default void lost() {}
}
