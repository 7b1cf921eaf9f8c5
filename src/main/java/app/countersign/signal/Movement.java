package app.countersign.signal;

/** What a row is besides its category: whether the money left the user's own accounts at all. */
enum Movement {
  /** Between the user and the world. */
  ORDINARY,
  /** Between two of the user's own accounts. */
  OWN_TRANSFER,
  /** Between two of the user's savings accounts: not even a movement of savings. */
  BETWEEN_SAVINGS,
  /** A payment to a card whose purchases are held row by row: those are the spending. */
  CARD_SETTLEMENT
}
