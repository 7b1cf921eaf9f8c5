package app.countersign.signal;

/** What a signal's value is, which decides how it is compared and shown. */
public enum SignalKind {
  /** An amount in the user's currency. */
  MONEY,
  /** Percent, 68 meaning 68 %. */
  PERCENT,
  /** A count of things; a rate per month may have decimals. */
  COUNT,
  /** A length in months. */
  MONTHS,
  /** A length in days. */
  DAYS,
  /** Yes or no. */
  FLAG,
  /** A word, for example an income type or an age bracket. */
  TEXT,
  /** The last characters of a card's number. */
  MASK;

  /** Whether values of this kind are numbers. */
  public boolean isNumber() {
    return switch (this) {
      case MONEY, PERCENT, COUNT, MONTHS, DAYS -> true;
      case FLAG, TEXT, MASK -> false;
    };
  }
}
