package app.countersign.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What reading a user's ledger for one window gave.
 *
 * @param signals {@link UserSignals#NONE} for a user without any data
 * @param readAt when the ledger had been read and the signals computed
 * @param run as stored; null for a user without any data, of whom nothing is stored
 */
public record SignalReading(UserSignals signals, Instant readAt, @Nullable SignalRun run) {
  /** The reading that a stored run came from. */
  public static SignalReading of(SignalRun run) {
    return new SignalReading(run.signals(), run.computedAt(), run);
  }

  /** The reading of a user without any data. */
  public static SignalReading none(Instant readAt) {
    return new SignalReading(UserSignals.NONE, readAt, null);
  }
}
