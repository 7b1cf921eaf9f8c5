package app.countersign.signal;

import app.countersign.ledger.LedgerTransaction;
import app.countersign.ledger.TransactionCategory;
import java.math.BigDecimal;

/** A row that counts, with its day counted from the epoch and what it is besides its category. */
record LedgerRow(LedgerTransaction transaction, AccountRole role, long day, Movement movement) {

  /** Positive is money in, negative is money out. */
  BigDecimal amount() {
    return transaction.amount();
  }

  TransactionCategory category() {
    return transaction.category();
  }

  /** Money out to somebody else, from an account one spends from. */
  boolean isSpending() {
    return movement == Movement.ORDINARY && amount().signum() < 0 && role.canSpend();
  }
}
