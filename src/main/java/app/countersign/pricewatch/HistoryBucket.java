package app.countersign.pricewatch;

/** What the prices of a history are gathered by. */
public enum HistoryBucket {
  DAY,
  /** From Monday. */
  WEEK,
  MONTH
}
