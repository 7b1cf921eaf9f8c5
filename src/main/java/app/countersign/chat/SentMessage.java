package app.countersign.chat;

import app.countersign.platform.graphql.UserError;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was stored, by its ids alone: this is kept with the idempotency key for days, and
 * what was said is not to be.
 *
 * @param stored the message itself, for the first answer alone
 */
public record SentMessage(
    @Nullable UUID chatId,
    @Nullable UUID messageId,
    List<UserError> userErrors,
    @JsonIgnore @Nullable ChatMessage stored) {
  static SentMessage of(ChatMessage message) {
    return new SentMessage(message.chatId(), message.id(), List.of(), message);
  }

  static SentMessage refused(List<UserError> errors) {
    return new SentMessage(null, null, errors, null);
  }
}
