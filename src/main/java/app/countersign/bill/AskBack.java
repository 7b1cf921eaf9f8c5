package app.countersign.bill;

/** Something a message leaves open, so that the answer asks. Carries no stack trace: no fault. */
final class AskBack extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AskBack(String question) {
    super(question, null, false, false);
  }

  String question() {
    return String.valueOf(getMessage());
  }
}
