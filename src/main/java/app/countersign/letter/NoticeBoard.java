package app.countersign.letter;

import java.util.UUID;

/** Where a customer reads notices without opening a letter. */
public interface NoticeBoard {
  /**
   * Puts a notice up for the person, in the running transaction.
   *
   * @return the id of the message it became
   */
  UUID post(UUID personId, String text);
}
