package app.countersign.recordsystem;

import app.countersign.remote.RemoteAnswer.Reason;
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
}
