package app.countersign.ledger;

/** Carries a refusal out of the depth of a document to the reader; never leaves the package. */
final class RefusedDocument extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ImportResult.Refused refusal;

  RefusedDocument(ImportResult.Reason reason, String path, String message) {
    super(message, null, false, false);
    refusal = new ImportResult.Refused(reason, path, message);
  }

  ImportResult.Refused refusal() {
    return refusal;
  }
}
