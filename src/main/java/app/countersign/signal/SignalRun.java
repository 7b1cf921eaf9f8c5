package app.countersign.signal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The signals of a user for one window as of a day, as they were stored. There is no run without a
 * signal: a user without any data has none.
 *
 * @param asOf the last day of the window; rows posted later were not seen
 * @param computedAt when the ledger had been read and the signals computed
 * @param durationMicros how long computing took once the ledger was read, in microseconds
 */
public record SignalRun(
    UUID id,
    String userId,
    SignalWindow window,
    LocalDate asOf,
    Instant computedAt,
    long durationMicros,
    UserSignals signals,
    DataQuality quality) {}
