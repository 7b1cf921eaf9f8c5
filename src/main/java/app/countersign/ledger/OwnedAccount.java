package app.countersign.ledger;

/** An account and whose it is. */
record OwnedAccount(String userId, Account account) {}
