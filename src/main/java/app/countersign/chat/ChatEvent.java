package app.countersign.chat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a chat.
 *
 * @param message the message as it was then; null for kinds that are not about one
 * @param personId who joined or left; null otherwise
 */
public record ChatEvent(
    int sequence, ChatEventKind kind, @Nullable ChatMessage message, @Nullable UUID personId) {
  /** Which message; null for kinds that are not about one. */
  public @Nullable UUID messageId() {
    return message == null ? null : message.id();
  }

  /** Whether the person goes by this. */
  boolean isDepartureOf(UUID person) {
    return kind == ChatEventKind.MEMBER_LEFT && person.equals(personId);
  }

  /** Whether it is about a message from before a number. */
  boolean isAboutOlderThan(int joinedSequence) {
    return message != null && message.sequence() <= joinedSequence;
  }
}
