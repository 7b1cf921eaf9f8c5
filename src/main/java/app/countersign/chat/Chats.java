package app.countersign.chat;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.chat.ChatInputs.CreateChat;
import app.countersign.chat.ChatInputs.CreateGroup;
import app.countersign.chat.ChatInputs.MarkRead;
import app.countersign.chat.ChatInputs.RenameChat;
import app.countersign.chat.ChatInputs.SendMessage;
import app.countersign.chat.ChatInputs.SetPurchaseSharing;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins chats and groups, takes messages, and keeps what a member decides for a chat. */
@Singleton
class Chats {
  private final ChatRepository chats;
  private final ChatLog log;
  private final PersonMessages messages;
  private final Invitations invitations;
  private final List<MessageListener> listeners;
  private final AuditTrail audit;
  private final Clock clock;

  Chats(
      ChatRepository chats,
      ChatLog log,
      PersonMessages messages,
      Invitations invitations,
      List<MessageListener> listeners,
      AuditTrail audit,
      Clock clock) {
    this.chats = chats;
    this.log = log;
    this.messages = messages;
    this.invitations = invitations;
    this.listeners = listeners;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  ChatPayload createChat(Actor actor, CreateChat input) {
    String title = input.title() == null ? null : ChatRules.title(input.title());
    UUID id = Ids.next();
    chats.open(id, actor.id(), title, clock.instant());
    record(actor, id, AuditAction.CREATE, null, Map.of("kind", ChatKind.SOLO));
    return ChatPayload.of(id);
  }

  /**
   * Begins a group and invites to it.
   *
   * @throws RefusedException INVALID_INPUT for its name or one of the addresses
   */
  @Transactional
  ChatPayload createGroup(Actor actor, CreateGroup input) {
    String title = ChatRules.title(input.title());
    List<String> addresses = invitations.addresses(actor, input.emails());
    UUID id = Ids.next();
    Instant now = clock.instant();
    chats.insert(id, ChatKind.GROUP, title, actor.id(), now);
    chats.join(id, actor.id(), ChatRole.OWNER, 0, now);
    log.happened(id, ChatEventKind.MEMBER_JOINED, null, actor.id());
    record(actor, id, AuditAction.CREATE, null, Map.of("kind", ChatKind.GROUP));
    for (String address : addresses) {
      invitations.send(actor, id, title, address);
    }
    return ChatPayload.of(id);
  }

  @Transactional
  ChatPayload rename(Actor actor, RenameChat input) {
    String title = ChatRules.title(input.title());
    Chat chat = held(actor, input.chatId());
    ChatRules.demand(chat.viewerCan().rename());
    ChatRules.demandVersion(chat, input.expectedVersion());
    chats.rename(chat.id(), title);
    chats.raiseVersion(chat.id());
    log.happened(chat.id(), ChatEventKind.CHAT_CHANGED, null, null);
    record(
        actor,
        chat.id(),
        AuditAction.UPDATE,
        Map.of("version", chat.version()),
        Map.of("version", chat.version() + 1, "changed", "title"));
    return ChatPayload.of(chat.id());
  }

  /**
   * Stores a message of the actor's and tells whoever listens.
   *
   * @throws RefusedException INVALID_INPUT for its text, NOT_FOUND when the actor is not in the
   *     chat
   */
  @Transactional
  SentMessage send(Actor actor, SendMessage input) {
    ChatRules.demandText(input.text());
    StoredMessage stored = messages.said(input.chatId(), actor.id(), input.text());
    if (stored == null) {
      throw ChatRules.noChat();
    }
    ChatMessage message = stored.message();
    // Entries are for good and what was said is not: they hold ids and lengths.
    record(
        actor,
        message.chatId(),
        AuditAction.SEND,
        null,
        Map.of(
            "messageId",
            message.id(),
            "sequence",
            message.sequence(),
            "length",
            input.text().codePointCount(0, input.text().length())));
    listeners.forEach(listener -> listener.stored(stored));
    return SentMessage.of(message);
  }

  @Transactional
  ChatPayload markRead(Actor actor, MarkRead input) {
    Chat chat = chats.find(actor.id(), input.chatId());
    if (chat == null) {
      throw ChatRules.noChat();
    }
    chats.read(chat.id(), actor.id(), input.sequence());
    return ChatPayload.of(chat.id());
  }

  @Transactional
  ChatPayload share(Actor actor, SetPurchaseSharing input) {
    Chat chat = held(actor, input.chatId());
    if (chat.kind() == ChatKind.SOLO) {
      throw ChatRules.invalid(
          "In a chat of one's own everything is one's own; there is nothing to share.", "chatId");
    }
    if (chat.viewer().sharesPurchases() != input.sharesPurchases()) {
      chats.share(chat.id(), actor.id(), input.sharesPurchases());
      log.happened(chat.id(), ChatEventKind.CHAT_CHANGED, null, null);
      record(
          actor,
          chat.id(),
          AuditAction.CONSENT,
          Map.of("sharesPurchases", !input.sharesPurchases()),
          Map.of("sharesPurchases", input.sharesPurchases()));
    }
    return ChatPayload.of(chat.id());
  }

  private Chat held(Actor actor, UUID chatId) {
    Chat chat = chats.hold(actor.id(), chatId);
    if (chat == null) {
      throw ChatRules.noChat();
    }
    return chat;
  }

  private void record(
      Actor actor, UUID chatId, AuditAction action, @Nullable Object before, Object after) {
    audit.record(
        actor,
        AuditEvent.of(
            Chat.SUBJECT, chatId.toString(), action, actor.id().toString(), before, after));
  }
}
