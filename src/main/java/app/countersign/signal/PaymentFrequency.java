package app.countersign.signal;

/** How often the main source of income pays. */
public enum PaymentFrequency {
  WEEKLY,
  BIWEEKLY,
  MONTHLY,
  IRREGULAR,
  UNKNOWN
}
