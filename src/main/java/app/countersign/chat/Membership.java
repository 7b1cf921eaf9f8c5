package app.countersign.chat;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.chat.ChatInputs.ChangeMemberRole;
import app.countersign.chat.ChatInputs.LeaveGroup;
import app.countersign.chat.ChatInputs.RemoveMember;
import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;

/**
 * Roles, and how members go. Each change holds the chat locked, so that a group has one owner for
 * as long as anybody is in it.
 */
@Singleton
class Membership {
  private final ChatRepository chats;
  private final ChatMembers members;
  private final ChatLog log;
  private final Invitations invitations;
  private final AuditTrail audit;
  private final Clock clock;

  Membership(
      ChatRepository chats,
      ChatMembers members,
      ChatLog log,
      Invitations invitations,
      AuditTrail audit,
      Clock clock) {
    this.chats = chats;
    this.members = members;
    this.log = log;
    this.invitations = invitations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Gives a member a role, or passes the ownership on.
   *
   * @throws RefusedException NOT_FOUND, NOT_ALLOWED, STALE_VERSION, INVALID_INPUT
   */
  @Transactional
  ChatPayload changeRole(Actor actor, ChangeMemberRole input) {
    Chat chat = held(actor, input.chatId());
    ChatRules.demand(chat.viewerCan().changeRoles());
    ChatMember member = member(chat, input.personId());
    ChatRules.demandVersion(chat, input.expectedVersion());
    if (member.role() == input.role()) {
      return ChatPayload.of(chat.id());
    }
    if (member.personId().equals(actor.id())) {
      throw ChatRules.invalid(
          "An owner's role changes by passing the ownership on to another.", "personId");
    }
    if (input.role() == ChatRole.OWNER) {
      pass(chat.id(), actor.id(), member.personId());
    } else {
      chats.giveRole(chat.id(), member.personId(), input.role());
    }
    chats.raiseVersion(chat.id());
    log.happened(chat.id(), ChatEventKind.CHAT_CHANGED, null, null);
    record(
        actor,
        chat.id(),
        AuditAction.UPDATE,
        Map.of("personId", member.personId(), "role", member.role()),
        Map.of("personId", member.personId(), "role", input.role()));
    return ChatPayload.of(chat.id());
  }

  /**
   * Removes a member.
   *
   * @throws RefusedException NOT_FOUND, NOT_ALLOWED, STALE_VERSION, INVALID_INPUT
   */
  @Transactional
  ChatPayload remove(Actor actor, RemoveMember input) {
    Chat chat = held(actor, input.chatId());
    ChatRules.demand(chat.viewerCan().remove());
    ChatMember member = member(chat, input.personId());
    ChatRules.demandVersion(chat, input.expectedVersion());
    if (member.personId().equals(actor.id())) {
      throw ChatRules.invalid("Leave the group instead.", "personId");
    }
    if (chat.viewerRole() != ChatRole.OWNER && member.role().isManaging()) {
      throw ChatRules.notAllowed("Only the owner removes an administrator.", "personId");
    }
    go(actor, chat.id(), member, AuditAction.REMOVE);
    return ChatPayload.of(chat.id());
  }

  /**
   * Leaves a group; the last one closes it.
   *
   * @throws RefusedException NOT_FOUND, NOT_ALLOWED
   */
  @Transactional
  ChatPayload leave(Actor actor, LeaveGroup input) {
    Chat chat = held(actor, input.chatId());
    ChatRules.demand(chat.viewerCan().leave());
    go(actor, chat.id(), chat.viewer(), AuditAction.LEAVE);
    return ChatPayload.of(chat.id());
  }

  /**
   * Takes a person out of every chat, passing on what the person owns.
   *
   * @param actor on whose account that goes
   */
  void leaveAll(UUID personId, Actor actor) {
    for (UUID chatId : chats.ids(personId)) {
      Chat chat = chats.hold(personId, chatId);
      if (chat != null) {
        if (chat.viewerRole() == ChatRole.OWNER) {
          passToNext(chat);
        }
        go(actor, chatId, chat.viewer(), AuditAction.LEAVE);
      }
    }
  }

  /** The one who looks after the group already, then the one who is there for longest. */
  private void passToNext(Chat chat) {
    members.of(chat.id()).stream()
        .filter(member -> !member.personId().equals(chat.viewer().personId()))
        .min(Comparator.comparing(ChatMember::role))
        .ifPresent(next -> pass(chat.id(), chat.viewer().personId(), next.personId()));
  }

  private void pass(UUID chatId, UUID from, UUID to) {
    // In this order: there is never more than one owner.
    chats.giveRole(chatId, from, ChatRole.ADMIN);
    chats.giveRole(chatId, to, ChatRole.OWNER);
  }

  private void go(Actor actor, UUID chatId, ChatMember member, AuditAction action) {
    log.happened(chatId, ChatEventKind.MEMBER_LEFT, null, member.personId());
    chats.leave(chatId, member.personId(), clock.instant());
    chats.raiseVersion(chatId);
    record(
        actor,
        chatId,
        action,
        Map.of("personId", member.personId(), "role", member.role()),
        Map.of("personId", member.personId()));
    if (chats.memberCount(chatId) == 0) {
      chats.close(chatId, clock.instant());
      invitations.revokeAll(chatId);
    }
  }

  private Chat held(Actor actor, UUID chatId) {
    Chat chat = chats.hold(actor.id(), chatId);
    if (chat == null) {
      throw ChatRules.noChat();
    }
    return chat;
  }

  private ChatMember member(Chat chat, UUID personId) {
    ChatMember member = members.current(chat.id(), personId);
    if (member == null) {
      throw ChatRules.refused(
          UserErrorCode.NOT_FOUND, "This person is not in the group.", "personId");
    }
    return member;
  }

  private void record(
      Actor actor,
      UUID chatId,
      AuditAction action,
      Map<String, Object> before,
      Map<String, Object> after) {
    audit.record(
        actor,
        AuditEvent.of(
            Chat.SUBJECT,
            chatId.toString(),
            action,
            String.valueOf(after.get("personId")),
            before,
            after));
  }
}
