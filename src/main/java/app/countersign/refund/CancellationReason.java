package app.countersign.refund;

/** Why a contract ends early. */
public enum CancellationReason {
  /** The customer asks for it. */
  CUSTOMER_REQUEST(CancelledBy.CUSTOMER),
  /** The deal was never funded or was taken back: as if never sold. */
  UNWIND(CancelledBy.CUSTOMER),
  /** The loan was paid off before its time. */
  EARLY_PAYOFF(CancelledBy.CUSTOMER),
  /** The lender took the vehicle back. */
  REPOSSESSION(CancelledBy.LENDER),
  /** The vehicle was traded in. */
  TRADE_IN(CancelledBy.CUSTOMER),
  /** The vehicle is a total loss. */
  TOTAL_LOSS(CancelledBy.CUSTOMER),
  /** The vehicle was stolen. */
  THEFT(CancelledBy.CUSTOMER),
  /** The lender ends the contract. */
  LENDER_TERMINATION(CancelledBy.LENDER),
  /** The provider or administrator ends the contract. */
  PROVIDER_TERMINATION(CancelledBy.PROVIDER);

  private final CancelledBy cancelledBy;

  CancellationReason(CancelledBy cancelledBy) {
    this.cancelledBy = cancelledBy;
  }

  /** Whose act ends the contract. */
  public CancelledBy cancelledBy() {
    return cancelledBy;
  }

  boolean isLossOfVehicle() {
    return this == TOTAL_LOSS || this == THEFT;
  }
}
