package app.countersign.merchant;

/**
 * How far a purchase has come. What is older never overwrites what is newer: of two states the one
 * with the higher stage is the later one.
 */
public enum PurchaseStatus {
  /** The merchant says something that is not known here. */
  UNKNOWN(0),
  ORDERED(1),
  BILLED(2),
  SHIPPED(3),
  PICKED_UP(4),
  DELIVERED(4),
  COMPLETED(5),
  /** It went back; whether the money came back is not said. */
  RETURNED(6),
  /** The money came back. */
  REFUNDED(7),
  /** It never came to a payment. */
  CANCELLED(7),
  /** It never came to a payment. */
  FAILED(7);

  private final int stage;

  PurchaseStatus(int stage) {
    this.stage = stage;
  }

  /** From 0; a purchase goes upwards only. */
  public int stage() {
    return stage;
  }

  /** Whether money was paid for it and has not come back. */
  public boolean isPaid() {
    return stage < REFUNDED.stage;
  }
}
