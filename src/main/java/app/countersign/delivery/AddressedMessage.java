package app.countersign.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter to be sent.
 *
 * @param subjectType the kind of letter
 * @param subjectId what it is about
 * @param userId the user it is for; null where the reader is none
 * @param address where it goes; forgotten once the letter is finished
 * @param payload a map or record that can be written as JSON; forgotten with the address
 */
public record AddressedMessage(
    String subjectType, UUID subjectId, @Nullable String userId, String address, Object payload) {
  /** Without the address and what is told, which belong in no log. */
  @Override
  public String toString() {
    return "AddressedMessage[%s, %s]".formatted(subjectType, subjectId);
  }
}
