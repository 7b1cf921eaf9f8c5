package app.countersign.chat;

import app.countersign.platform.graphql.UserError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A chat that something was done to, by its id alone: this is kept with the idempotency key. */
public record ChatPayload(@Nullable UUID chatId, List<UserError> userErrors) {
  static ChatPayload of(UUID chatId) {
    return new ChatPayload(chatId, List.of());
  }

  static ChatPayload refused(List<UserError> errors) {
    return new ChatPayload(null, errors);
  }
}
