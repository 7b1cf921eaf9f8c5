package app.countersign.intent;

import java.util.List;

/**
 * What is known of the chat a message was written in.
 *
 * @param group whether several people are in it
 * @param memberNames the names of its members
 */
public record MessageContext(boolean group, List<String> memberNames) {
  /** A chat of one person with the assistant. */
  public static final MessageContext SOLO = new MessageContext(false, List.of());

  /** Copies the names. */
  public MessageContext {
    memberNames = List.copyOf(memberNames);
  }
}
