package app.countersign.chat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something said in a chat.
 *
 * @param sequence its number among what happened in the chat, from 1
 * @param sender who wrote it; null but for a person's message
 * @param answersId the message that an answer answers; null for what is no answer
 * @param text empty while an answer is pending, when it failed, and when it was erased
 * @param isErased whether its writer had everything erased
 * @param finishedAt when it was whole, or failed; null while it is pending
 */
public record ChatMessage(
    UUID id,
    UUID chatId,
    int sequence,
    MessageKind kind,
    @Nullable ChatPerson sender,
    @Nullable UUID answersId,
    MessageStatus status,
    String text,
    boolean isErased,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  /** Who wrote it; null but for a person's message. */
  public @Nullable UUID senderId() {
    return sender == null ? null : sender.id();
  }

  /** The same in another state. */
  ChatMessage as(MessageStatus newStatus, String newText, @Nullable Instant newFinishedAt) {
    return new ChatMessage(
        id,
        chatId,
        sequence,
        kind,
        sender,
        answersId,
        newStatus,
        newText,
        isErased,
        createdAt,
        newFinishedAt);
  }
}
