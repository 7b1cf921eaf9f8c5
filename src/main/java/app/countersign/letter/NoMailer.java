package app.countersign.letter;

import app.countersign.delivery.Outcome;

/** No way out at all: every letter fails, and says why. */
final class NoMailer implements Mailer {
  static final String REASON =
      "This server has no way to send letters: set countersign.mail.smtp-url.";

  @Override
  public String name() {
    return "nowhere";
  }

  @Override
  public Outcome send(ComposedLetter letter) {
    return new Outcome.Hopeless(REASON);
  }
}
