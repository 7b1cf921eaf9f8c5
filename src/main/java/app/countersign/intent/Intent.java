package app.countersign.intent;

/** What a message asks the assistant for. */
public enum Intent {
  /** Which of one's cards earns most on a purchase, or what it earns. */
  CARD,
  /** How a cost is shared, who owes whom, and what is settled. */
  SPLIT,
  /** Whether a product's price is good, what it was, and to be told when it moves. */
  TRACKER,
  /** Anything else: answered from articles. */
  GENERAL
}
