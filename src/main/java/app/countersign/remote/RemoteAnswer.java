package app.countersign.remote;

/** What a service answered, or that it did not. */
public sealed interface RemoteAnswer {
  /**
   * An answer that another attempt would not make better.
   *
   * @param status of HTTP: below 500, and neither 408 nor 429
   * @param body unpacked where it came packed
   */
  record Answered(int status, byte[] body) implements RemoteAnswer {}

  /** No answer. */
  record Unavailable(Reason reason) implements RemoteAnswer {}

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
    /** Its answer is too long, or packed in a way that cannot be undone. */
    MALFORMED,
    /** It failed so often that it is left alone for a while. */
    LEFT_ALONE,
    /** This server is stopping. */
    INTERRUPTED
  }
}
