package app.countersign.letter;

import app.countersign.delivery.Outcome;
import jakarta.mail.internet.MimeMessage;

/** A way out of the house for letters. */
interface Mailer {
  /** In words, for the console. */
  String name();

  /** Sends it; throws nothing. */
  Outcome send(ComposedLetter letter);

  /**
   * A letter ready to go.
   *
   * @param fileName what a file with it would be called
   */
  record ComposedLetter(MimeMessage message, String fileName) {}
}
