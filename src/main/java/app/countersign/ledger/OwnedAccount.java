package app.countersign.ledger;

/**
 * An account and whose it is.
 *
 * @param isOfPurchases it holds purchases that merchants or files tell of, not what a bank says
 */
record OwnedAccount(String userId, Account account, boolean isOfPurchases) {}
