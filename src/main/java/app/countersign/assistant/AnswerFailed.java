package app.countersign.assistant;

/** An answer cannot be made; the message says why, for the person who asked. */
final class AnswerFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerFailed(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
