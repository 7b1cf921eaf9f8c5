package app.countersign.signal;

/** How often a merchant charges a subscription. */
public enum Cadence {
  WEEKLY,
  MONTHLY
}
