package app.countersign.ledger;

/**
 * Something in a document that was taken as it stands but lowers the quality of what is computed
 * from it. One warning of a kind for each account.
 *
 * @param path where it was first seen, for example {@code override_accounts[0].transactions[3]}
 * @param count how many rows it concerns
 */
public record ImportWarning(Kind kind, String path, int count) {

  /** The kinds of warnings. */
  public enum Kind {
    /** Rows posted before they were transacted; they stay at their posted date. */
    POSTED_BEFORE_TRANSACTED,
    /**
     * Rows whose text says money was sent although money came in, or the reverse; the sign wins.
     */
    SIGN_CONTRADICTS_TEXT,
    /** Rows of no money at all; stored, and ignored by the signals. */
    ZERO_AMOUNT,
    /** Rows in another currency than their account's. */
    FOREIGN_CURRENCY,
    /** A declared model of inflows; kept as a fact, never expanded into rows. */
    DECLARED_INFLOW,
    /** No balance is given: it is unknown, not zero. */
    UNKNOWN_BALANCE
  }
}
