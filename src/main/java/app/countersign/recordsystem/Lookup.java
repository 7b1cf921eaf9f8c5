package app.countersign.recordsystem;

import java.util.List;

/** What the record system answered, or that it did not. */
public sealed interface Lookup {
  /**
   * The account's contracts, at least one, in the order they were given.
   *
   * @param contracts each policy once
   */
  record Found(List<RecordedContract> contracts) implements Lookup {
    /** Copies what it is given. */
    public Found {
      contracts = List.copyOf(contracts);
    }
  }

  /** The record system knows no contract of the account. */
  record NotFound() implements Lookup {}

  /** Nobody knows: the account may have contracts or not. */
  record Unavailable(Reason reason) implements Lookup {}

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
    /** It does not accept our key or our question. */
    REFUSED,
    /** Its answer is not what was agreed, or is too long. */
    MALFORMED,
    /** It failed so often that it is left alone for a while. */
    LEFT_ALONE,
    /** This server is stopping, or the request was given up. */
    INTERRUPTED
  }
}
