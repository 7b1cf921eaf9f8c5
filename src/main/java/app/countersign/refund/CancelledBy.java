package app.countersign.refund;

/** Whose act ends a contract. */
public enum CancelledBy {
  /** The customer, also by paying the loan off or trading the vehicle in. */
  CUSTOMER,
  /** The lender or whoever holds the loan. */
  LENDER,
  /** The provider, seller or administrator of the contract. */
  PROVIDER
}
