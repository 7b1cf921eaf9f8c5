package app.countersign.chat;

import app.countersign.platform.graphql.SharedAnswers;
import app.countersign.platform.graphql.SharedEvent;
import java.util.List;
import java.util.UUID;

/**
 * What happened in a chat, some of it at a time.
 *
 * @param toSequence everything up to this number has been told
 */
public record ChatEvents(
    UUID chatId, int toSequence, List<ChatEvent> events, SharedAnswers sharedAnswers)
    implements SharedEvent {
  static ChatEvents of(UUID chatId, int toSequence, List<ChatEvent> events) {
    return new ChatEvents(chatId, toSequence, List.copyOf(events), new SharedAnswers());
  }
}
