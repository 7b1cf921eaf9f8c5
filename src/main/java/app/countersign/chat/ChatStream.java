package app.countersign.chat;

import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.stream.GatheredReads;
import app.countersign.platform.stream.SharedLog;
import app.countersign.platform.stream.SharedStreams;
import app.countersign.platform.stream.StreamConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a chat as a stream, on whichever server it happens. A server reads a chat once
 * for everybody who listens; what differs from one to another is looked at for each.
 */
@Singleton
class ChatStream {
  private final ChatMembers members;
  private final ChatEventRepository events;
  private final SharedStreams streams;
  private final GatheredReads<UUID, ChatEvent> reads;

  ChatStream(
      ChatMembers members,
      ChatEventRepository events,
      SharedStreams streams,
      StreamConfiguration configuration) {
    this.reads = new GatheredReads<>(events::after, configuration);
    this.members = members;
    this.events = events;
    this.streams = streams;
  }

  /**
   * What happens after a number; ends when the person goes.
   *
   * @param sequence null for what happens from now on
   * @throws RequestError when the person is not in the chat
   */
  Flow.Publisher<ChatEvents> after(
      UUID personId, @Nullable UUID chatId, @Nullable Integer sequence) {
    ChatMember member = chatId == null ? null : members.current(chatId, personId);
    if (member == null) {
      throw RequestError.badRequest("There is no such chat.");
    }
    UUID id = member.chatId();
    int from = sequence == null ? events.last(id) : sequence;
    SharedLog<ChatEvent, ChatEvents> log =
        new SharedLog<>(
            ChatLog.topic(id),
            (after, limit) -> reads.after(id, after),
            () -> events.last(id),
            ChatEvent::sequence,
            some -> together(id, some));
    Flow.Publisher<ChatEvents> all = streams.after(Math.max(from, member.joinedSequence()), log);
    return subscriber -> all.subscribe(new MemberView(member, subscriber));
  }

  private static ChatEvents together(UUID chatId, List<ChatEvent> some) {
    return ChatEvents.of(chatId, some.getLast().sequence(), some);
  }
}
