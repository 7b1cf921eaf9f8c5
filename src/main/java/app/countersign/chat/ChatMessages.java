package app.countersign.chat;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Messages as one person may read them, for features that add something to them. */
@Singleton
public class ChatMessages {
  private final MessageRepository messages;

  ChatMessages(MessageRepository messages) {
    this.messages = messages;
  }

  /** Those of the messages that the person may read; the others are left out. */
  public Map<UUID, ChatMessage> readable(UUID personId, Collection<UUID> ids) {
    return messages.readable(personId, ids);
  }
}
