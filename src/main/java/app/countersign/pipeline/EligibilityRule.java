package app.countersign.pipeline;

/** Who may be offered a partner's product. */
public enum EligibilityRule {
  /** No savings account that already pays the offered rate or more. */
  NO_ACCOUNT_AT_OR_ABOVE_RATE("No savings account at or above the offered rate"),
  /** Interest was charged on a card, nothing is overdue and there is no recent bankruptcy. */
  CARD_INTEREST_AND_NOTHING_OVERDUE("Card interest was charged and no payment is overdue"),
  /** An emergency fund of 3 months or more. */
  EMERGENCY_FUND_OF_THREE_MONTHS("An emergency fund of at least 3 months"),
  /** Everybody. */
  ANYONE("Open to everybody");

  private final String requirement;

  EligibilityRule(String requirement) {
    this.requirement = requirement;
  }

  /** The requirement in words for people. */
  public String requirement() {
    return requirement;
  }
}
