package app.countersign.signal;

/** What a computation found, and how far its input carries. */
public record SignalResult(UserSignals signals, DataQuality quality) {}
