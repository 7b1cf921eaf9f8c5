package app.countersign.ledger;

/** What kind of account it is; the subtype says more. */
public enum AccountType {
  DEPOSITORY,
  CREDIT,
  LOAN,
  INVESTMENT,
  OTHER
}
