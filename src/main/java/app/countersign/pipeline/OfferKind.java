package app.countersign.pipeline;

import app.countersign.guardrail.Disclaimer;

/** What a partner sells, with the rule of who may be offered it and the notice it needs. */
public enum OfferKind {
  HIGH_YIELD_SAVINGS(EligibilityRule.NO_ACCOUNT_AT_OR_ABOVE_RATE, Disclaimer.PARTNER_OFFER),
  BALANCE_TRANSFER_CARD(EligibilityRule.CARD_INTEREST_AND_NOTHING_OVERDUE, Disclaimer.CREDIT_CARD),
  INVESTMENT_ACCOUNT(EligibilityRule.EMERGENCY_FUND_OF_THREE_MONTHS, Disclaimer.INVESTMENT),
  SUBSCRIPTION_TRACKER(EligibilityRule.ANYONE, Disclaimer.PARTNER_OFFER),
  BUDGETING_APP(EligibilityRule.ANYONE, Disclaimer.PARTNER_OFFER);

  private final EligibilityRule eligibility;
  private final Disclaimer disclaimer;

  OfferKind(EligibilityRule eligibility, Disclaimer disclaimer) {
    this.eligibility = eligibility;
    this.disclaimer = disclaimer;
  }

  /** Who may be offered it. */
  public EligibilityRule eligibility() {
    return eligibility;
  }

  /** The notice an offer of this kind carries. */
  public Disclaimer disclaimer() {
    return disclaimer;
  }
}
