package app.countersign.merchant;

/** With what a purchase was paid. */
public enum PaymentKind {
  CARD,
  APPLE_PAY,
  GOOGLE_PAY,
  AMAZON_PAY,
  PAYPAL,
  CASH_APP,
  VENMO,
  AFFIRM,
  KLARNA,
  GIFT_CARD,
  CASH,
  LOYALTY_POINTS,
  UNKNOWN;

  /** Whether money leaves an account now: a gift card was paid for before, points never are. */
  public boolean isMoney() {
    return this != GIFT_CARD && this != LOYALTY_POINTS;
  }
}
