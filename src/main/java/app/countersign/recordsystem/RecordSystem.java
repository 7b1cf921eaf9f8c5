package app.countersign.recordsystem;

import java.time.Duration;

/**
 * Where the contracts of an account are on record. An optional bean: whoever wants it takes a
 * nullable one.
 */
public interface RecordSystem {
  /**
   * Looks an account up. Never throws for what the other side does. Not to be called inside of a
   * transaction: it may take as long as it is allowed to.
   *
   * @param accountNumber as a person would write it; in no URL and in no log
   * @param longest how long the caller waits, all attempts together
   */
  Lookup lookUp(String accountNumber, Duration longest);
}
