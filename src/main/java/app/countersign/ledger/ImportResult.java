package app.countersign.ledger;

/** The outcome of reading a document: the ledger in it, or the first thing wrong with it. */
public sealed interface ImportResult {

  /** The document is sound. */
  record Read(ImportedLedger ledger) implements ImportResult {}

  /**
   * The document is refused as a whole.
   *
   * @param path the first problem's place, for example {@code override_accounts[0].type}; {@code $}
   *     for the document itself
   * @param message for a person: what is wrong and what is expected
   */
  record Refused(Reason reason, String path, String message) implements ImportResult {}

  /** Why a document is refused. */
  enum Reason {
    MALFORMED_JSON,
    DUPLICATE_KEY,
    MISSING,
    WRONG_TYPE,
    UNKNOWN_VALUE,
    BAD_NUMBER,
    BAD_DATE,
    BAD_CURRENCY,
    BAD_TEXT,
    TEXT_TOO_LONG,
    TOO_MANY,
    TOO_LARGE
  }
}
