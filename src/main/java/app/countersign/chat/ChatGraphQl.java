package app.countersign.chat;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.ActionLimit;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chats in the schema; each customer's own only. */
@Singleton
class ChatGraphQl implements GraphQlModule {
  private static final List<String> CHAT_PAYLOADS =
      List.of(
          "CreateChatPayload",
          "CreateGroupPayload",
          "RenameChatPayload",
          "AcceptInvitationPayload",
          "ChangeMemberRolePayload",
          "RemoveMemberPayload",
          "MarkReadPayload",
          "SetPurchaseSharingPayload");
  private static final List<String> INVITATION_PAYLOADS =
      List.of("InviteMemberPayload", "DeclineInvitationPayload", "RevokeInvitationPayload");

  private final Chats chats;
  private final Membership membership;
  private final Invitations invitations;
  private final ChatRepository chatRows;
  private final MessageRepository messageRows;
  private final InvitationRepository invitationRows;
  private final ChatMembers members;
  private final ChatStream stream;
  private final Clock clock;

  ChatGraphQl(
      Chats chats,
      Membership membership,
      Invitations invitations,
      ChatRepository chatRows,
      MessageRepository messageRows,
      InvitationRepository invitationRows,
      ChatMembers members,
      ChatStream stream,
      Clock clock) {
    this.chats = chats;
    this.membership = membership;
    this.invitations = invitations;
    this.chatRows = chatRows;
    this.messageRows = messageRows;
    this.invitationRows = invitationRows;
    this.members = members;
    this.stream = stream;
    this.clock = clock;
  }

  private record ChatFilter(@Nullable List<ChatKind> kind) {}

  @Override
  public void wire(Wiring wiring) {
    types(wiring);
    payloads(wiring);
    roots(wiring);
    chatMutations(wiring);
    memberMutations(wiring);
    // Many behind one address are a household or an office, so only the person is counted.
    wiring
        .limit("sendMessage", new ActionLimit("messages", 60, 0))
        .limit("inviteMember", new ActionLimit("invitations", 20, 0))
        .limit("createGroup", new ActionLimit("groups", 10, 0))
        .limit("createChat", new ActionLimit("chats", 10, 0));
  }

  private void types(Wiring wiring) {
    wiring
        .type("Chat", Chat.class)
        .batched("members", Chat::id, (Set<UUID> ids) -> members.of(ids))
        .batchedConnection(
            "messages",
            Chat::id,
            (ids, page, call) -> Connection.ofAll(messageRows.pages(call.actor().id(), ids, page)))
        .batchedNullable(
            "lastMessage",
            Chat::id,
            (Set<UUID> ids, Call call) -> messageRows.last(call.actor().id(), ids))
        .batched(
            "unreadCount",
            Chat::id,
            (Set<UUID> ids, Call call) -> messageRows.unread(call.actor().id(), ids))
        .batched("invitations", Function.identity(), this::waiting);
    wiring.type("ChatMember", ChatMember.class);
    wiring.type("ChatPerson", ChatPerson.class);
    wiring.type("ChatPermissions", ChatPermissions.class);
    wiring
        .type("ChatMessage", ChatMessage.class)
        .batchedNullable(
            "answers",
            ChatMessage::answersId,
            (Set<UUID> ids, Call call) -> messageRows.readable(call.actor().id(), ids));
    wiring
        .type("Invitation", Invitation.class)
        .nullable("email", (invitation, call) -> invitation.addressFor(call.actor().id()));
    wiring.type("ChatEvents", ChatEvents.class);
    wiring.type("ChatEvent", ChatEvent.class);
  }

  private void payloads(Wiring wiring) {
    for (String name : CHAT_PAYLOADS) {
      wiring
          .type(name, ChatPayload.class)
          .nullable("chat", (payload, call) -> chatRows.find(call.actor().id(), payload.chatId()));
    }
    wiring.type("LeaveGroupPayload", ChatPayload.class);
    for (String name : INVITATION_PAYLOADS) {
      wiring
          .type(name, InvitationPayload.class)
          .nullable(
              "invitation",
              (payload, call) -> invitations.visible(call.actor().id(), payload.invitationId()));
    }
    wiring
        .type("SendMessagePayload", SentMessage.class)
        .nullable("chat", (payload, call) -> chatRows.find(call.actor().id(), payload.chatId()))
        .nullable("message", this::sent);
  }

  private void roots(Wiring wiring) {
    wiring
        .query("chats", this::chats)
        .nullableQuery("chat", call -> chatRows.find(call.actor().id(), call.id("id")))
        .query("invitations", this::toViewer)
        .subscription(
            "chatEvents",
            call ->
                stream.after(
                    call.actor().id(),
                    call.id("chatId"),
                    call.argument("afterSequence", Integer.class)))
        .nodes("Chat", Chat.class, Role.CUSTOMER, (actor, ids) -> chatRows.byIds(actor.id(), ids))
        .nodes(
            "ChatMessage",
            ChatMessage.class,
            Role.CUSTOMER,
            (actor, ids) -> messageRows.readable(actor.id(), ids));
  }

  private void chatMutations(Wiring wiring) {
    wiring
        .mutation(
            "createChat",
            ChatInputs.CreateChat.class,
            ChatPayload.class,
            chats::createChat,
            ChatPayload::refused)
        .mutation(
            "createGroup",
            ChatInputs.CreateGroup.class,
            ChatPayload.class,
            chats::createGroup,
            ChatPayload::refused)
        .mutation(
            "renameChat",
            ChatInputs.RenameChat.class,
            ChatPayload.class,
            chats::rename,
            ChatPayload::refused)
        .mutation(
            "sendMessage",
            ChatInputs.SendMessage.class,
            SentMessage.class,
            chats::send,
            SentMessage::refused)
        .mutation(
            "markRead",
            ChatInputs.MarkRead.class,
            ChatPayload.class,
            chats::markRead,
            ChatPayload::refused)
        .mutation(
            "setPurchaseSharing",
            ChatInputs.SetPurchaseSharing.class,
            ChatPayload.class,
            chats::share,
            ChatPayload::refused);
  }

  private void memberMutations(Wiring wiring) {
    wiring
        .mutation(
            "inviteMember",
            ChatInputs.InviteMember.class,
            InvitationPayload.class,
            invitations::invite,
            InvitationPayload::refused)
        .mutation(
            "acceptInvitation",
            ChatInputs.AnswerInvitation.class,
            ChatPayload.class,
            invitations::accept,
            ChatPayload::refused)
        .mutation(
            "declineInvitation",
            ChatInputs.AnswerInvitation.class,
            InvitationPayload.class,
            invitations::decline,
            InvitationPayload::refused)
        .mutation(
            "revokeInvitation",
            ChatInputs.RevokeInvitation.class,
            InvitationPayload.class,
            invitations::revoke,
            InvitationPayload::refused)
        .mutation(
            "changeMemberRole",
            ChatInputs.ChangeMemberRole.class,
            ChatPayload.class,
            membership::changeRole,
            ChatPayload::refused)
        .mutation(
            "removeMember",
            ChatInputs.RemoveMember.class,
            ChatPayload.class,
            membership::remove,
            ChatPayload::refused)
        .mutation(
            "leaveGroup",
            ChatInputs.LeaveGroup.class,
            ChatPayload.class,
            membership::leave,
            ChatPayload::refused);
  }

  private Connection<Chat> chats(Call call) {
    ChatFilter filter = call.require("filter", ChatFilter.class);
    return Connection.of(chatRows.page(call.actor().id(), filter.kind(), call.page()));
  }

  private Connection<Invitation> toViewer(Call call) {
    String address = invitationRows.verifiedAddress(call.actor().id());
    return address == null
        ? Connection.empty()
        : Connection.of(invitationRows.open(address, clock.instant(), call.page()));
  }

  private @Nullable ChatMessage sent(SentMessage payload, Call call) {
    ChatMessage stored = payload.stored();
    return stored == null ? message(call, payload.messageId()) : stored;
  }

  private @Nullable ChatMessage message(Call call, @Nullable UUID id) {
    return id == null ? null : messageRows.readable(call.actor().id(), Set.of(id)).get(id);
  }

  private Map<Chat, List<Invitation>> waiting(Set<Chat> asked) {
    Set<UUID> managed =
        asked.stream()
            .filter(chat -> chat.viewerCan().invite().allowed())
            .map(Chat::id)
            .collect(Collectors.toSet());
    Map<UUID, List<Invitation>> open = invitationRows.openOf(managed, clock.instant());
    return asked.stream()
        .collect(
            Collectors.toMap(Function.identity(), chat -> open.getOrDefault(chat.id(), List.of())));
  }
}
