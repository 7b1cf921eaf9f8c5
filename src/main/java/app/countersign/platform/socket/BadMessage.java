package app.countersign.platform.socket;

/** A message that is not one of the protocol; its own message is told to the client. */
final class BadMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadMessage(String message) {
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
