package app.countersign.remote;

/**
 * What a service answered, or that it did not.
 *
 * @param <T> what its answer says
 */
public sealed interface RemoteAnswer<T> {
  /** An answer as it was read. */
  record Answered<T>(T value) implements RemoteAnswer<T> {}

  /** No answer. */
  record Unavailable<T>(Reason reason) implements RemoteAnswer<T> {}

  /** Why there is no answer. */
  enum Reason {
    /** No connection, or one that broke. */
    UNREACHABLE,
    /** The answer did not come in time. */
    TIMEOUT,
    /** It wants to be asked less often. */
    RATE_LIMITED,
    /** It answered with an error of its own. */
    FAILED,
    /** It does not accept our key, or our question. */
    REFUSED,
    /** Its answer is not what was agreed, too long, or packed in a way that cannot be undone. */
    MALFORMED,
    /** It failed so often that it is left alone for a while. */
    LEFT_ALONE,
    /** This server is stopping, or the request was given up. */
    INTERRUPTED
  }
}
