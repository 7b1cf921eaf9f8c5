package app.countersign.split;

/** Something that cannot be split or settled as it was asked: a caller's mistake, never a bug. */
public final class InvalidSplit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of mistake. */
  public enum Reason {
    NO_MEMBERS,
    TOO_MANY,
    DUPLICATE_MEMBER,
    UNKNOWN_MEMBER,
    MISSING_WEIGHT,
    BAD_WEIGHT,
    NO_TAKER,
    BAD_AMOUNT,
    BAD_CURRENCY,
    WRONG_TOTAL,
    DISCOUNT_TOO_LARGE,
    REFUND_TOO_LARGE
  }

  private final Reason reason;
  private final String field;

  InvalidSplit(Reason reason, String field, String message) {
    super(message);
    this.reason = reason;
    this.field = field;
  }

  public Reason reason() {
    return reason;
  }

  /** Where the mistake is, for example {@code rule.items[2].takers[0].member}. */
  public String field() {
    return field;
  }
}
