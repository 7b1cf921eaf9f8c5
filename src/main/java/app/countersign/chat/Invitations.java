package app.countersign.chat;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.chat.ChatInputs.AnswerInvitation;
import app.countersign.chat.ChatInputs.Choice;
import app.countersign.chat.ChatInputs.InviteMember;
import app.countersign.chat.ChatInputs.RevokeInvitation;
import app.countersign.letter.Letter;
import app.countersign.letter.LetterKind;
import app.countersign.letter.LetterTokens;
import app.countersign.letter.Letters;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invites addresses into groups and takes the answers. Nothing here looks for who has an address:
 * the one who accepts has to have it, verified.
 */
@Singleton
class Invitations {
  static final Duration GOOD_FOR = Duration.ofDays(14);

  /** How a letter calls who invited and had everything erased since. */
  private static final String FORMER = "A former member";

  private final InvitationRepository invitations;
  private final ChatRepository chats;
  private final ChatLog log;
  private final Letters letters;
  private final LetterTokens tokens;
  private final AuditTrail audit;
  private final Clock clock;

  Invitations(
      InvitationRepository invitations,
      ChatRepository chats,
      ChatLog log,
      Letters letters,
      LetterTokens tokens,
      AuditTrail audit,
      Clock clock) {
    this.invitations = invitations;
    this.chats = chats;
    this.log = log;
    this.letters = letters;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  /** The addresses a new group begins with, each checked. */
  List<String> addresses(Actor actor, @Nullable List<String> emails) {
    List<String> given = emails == null ? List.of() : emails;
    if (given.size() > ChatRules.MOST_AT_ONCE) {
      throw ChatRules.invalid(
          "A group begins with at most %d invitations.".formatted(ChatRules.MOST_AT_ONCE),
          "emails");
    }
    String own = invitations.verifiedAddress(actor.id());
    List<String> addresses = new ArrayList<>();
    for (String email : given) {
      String[] path = {"emails", String.valueOf(addresses.size())};
      String address = ChatRules.address(email, path);
      if (address.equals(own) || addresses.contains(address)) {
        throw ChatRules.invalid("Each address is given once, and not one's own.", path);
      }
      addresses.add(address);
    }
    return addresses;
  }

  /**
   * Invites an address.
   *
   * @throws RefusedException NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, ALREADY_EXISTS, LIMIT_REACHED
   */
  @Transactional
  InvitationPayload invite(Actor actor, InviteMember input) {
    String address = ChatRules.address(input.email(), "email");
    Chat chat = chats.hold(actor.id(), input.chatId());
    if (chat == null) {
      throw ChatRules.noChat();
    }
    ChatRules.demand(chat.viewerCan().invite());
    if (address.equals(invitations.verifiedAddress(actor.id()))) {
      throw ChatRules.invalid("This is your own address.", "email");
    }
    if (invitations.pending(chat.id(), clock.instant()) >= ChatRules.MOST_PENDING) {
      throw ChatRules.refused(
          UserErrorCode.LIMIT_REACHED,
          "At most %d invitations wait at a time.".formatted(ChatRules.MOST_PENDING),
          "chatId");
    }
    return InvitationPayload.of(send(actor, chat.id(), String.valueOf(chat.title()), address));
  }

  /** Stores an invitation and queues its letter; the group is locked. */
  UUID send(Actor actor, UUID chatId, String title, String address) {
    UUID id = Ids.next();
    Instant now = clock.instant();
    invitations.expire(chatId, address, now);
    if (!invitations.insert(id, chatId, address, actor.id(), now, now.plus(GOOD_FOR))) {
      throw ChatRules.refused(
          UserErrorCode.ALREADY_EXISTS, "An invitation to this address waits already.", "email");
    }
    queueLetter(id, address, actor.name(), title);
    record(actor, id, AuditAction.INVITE, Map.of("chatId", chatId, "status", "PENDING"));
    return id;
  }

  /**
   * Joins the group.
   *
   * @throws RefusedException EMAIL_NOT_VERIFIED, NOT_FOUND, TOKEN_EXPIRED, ILLEGAL_TRANSITION,
   *     LIMIT_REACHED
   */
  @Transactional
  ChatPayload accept(Actor actor, AnswerInvitation input) {
    Invitation invitation = own(actor, input.invitation());
    UUID chatId = invitation.chatId();
    Chat chat = chats.find(actor.id(), chatId);
    if (invitation.status() == InvitationStatus.PENDING) {
      Instant now = clock.instant();
      if (chat == null) {
        join(actor, chatId, now);
      }
      invitations.end(invitation.id(), InvitationStatus.ACCEPTED, actor.id(), now);
      letters.cancel(LetterKind.GROUP_INVITATION, invitation.id());
      record(actor, invitation.id(), AuditAction.JOIN, Map.of("chatId", chatId));
    } else if (chat == null || invitation.status() != InvitationStatus.ACCEPTED) {
      throw answered(invitation);
    }
    return ChatPayload.of(chatId);
  }

  @Transactional
  InvitationPayload decline(Actor actor, AnswerInvitation input) {
    Invitation invitation = own(actor, input.invitation());
    if (invitation.status() == InvitationStatus.PENDING) {
      invitations.end(invitation.id(), InvitationStatus.DECLINED, actor.id(), clock.instant());
      letters.cancel(LetterKind.GROUP_INVITATION, invitation.id());
      record(actor, invitation.id(), AuditAction.DISMISS, Map.of("status", "DECLINED"));
    } else if (invitation.status() != InvitationStatus.DECLINED) {
      throw answered(invitation);
    }
    return InvitationPayload.of(invitation.id());
  }

  @Transactional
  InvitationPayload revoke(Actor actor, RevokeInvitation input) {
    Invitation seen = invitations.find(input.invitationId());
    Chat chat = seen == null ? null : chats.hold(actor.id(), seen.chatId());
    if (chat == null || !chat.viewerCan().invite().allowed()) {
      throw ChatRules.refused(
          UserErrorCode.NOT_FOUND, "There is no such invitation.", "invitationId");
    }
    Invitation invitation = standing(input.invitationId());
    if (invitation.status() == InvitationStatus.PENDING) {
      invitations.end(invitation.id(), InvitationStatus.REVOKED, null, clock.instant());
      letters.cancel(LetterKind.GROUP_INVITATION, invitation.id());
      record(actor, invitation.id(), AuditAction.REMOVE, Map.of("status", "REVOKED"));
    } else if (invitation.status() != InvitationStatus.REVOKED) {
      throw answered(invitation);
    }
    return InvitationPayload.of(invitation.id());
  }

  /** Ends what waits, because nobody is left in the group. */
  void revokeAll(UUID chatId) {
    takeBack(invitations.revokeAll(chatId, clock.instant()));
  }

  /** Ends what waits for the person, who has everything erased. */
  void revokeTo(UUID personId) {
    takeBack(invitations.revokeTo(personId, clock.instant()));
  }

  /** Takes the person's name out of letters that wait; the invitations hold. */
  void forgetInviter(UUID personId) {
    for (Invitation invitation : invitations.pendingBy(personId)) {
      if (letters.cancel(LetterKind.GROUP_INVITATION, invitation.id()) > 0) {
        queueLetter(invitation.id(), invitation.address(), FORMER, invitation.title());
      }
    }
  }

  /** An invitation that the person made, may take back, or was asked by; null for any other. */
  @Nullable Invitation visible(UUID personId, @Nullable UUID id) {
    Invitation invitation = id == null ? null : invitations.find(id);
    if (invitation == null) {
      return null;
    }
    Chat chat = chats.find(personId, invitation.chatId());
    boolean isVisible =
        personId.equals(invitation.answeredBy())
            || (chat != null && chat.viewerCan().invite().allowed())
            || invitation.address().equals(invitations.verifiedAddress(personId));
    return isVisible ? asOf(invitation) : null;
  }

  /** An invitation as it stands now. */
  Invitation asOf(Invitation invitation) {
    return invitation.asOf(clock.instant());
  }

  private void join(Actor actor, UUID chatId, Instant now) {
    int memberCount = chats.memberCount(chatId);
    if (memberCount == 0) {
      throw notFound();
    }
    if (memberCount >= ChatRules.MOST_MEMBERS) {
      throw ChatRules.refused(
          UserErrorCode.LIMIT_REACHED,
          "The group has its %d members.".formatted(ChatRules.MOST_MEMBERS),
          "invitation");
    }
    int sequence = log.happened(chatId, ChatEventKind.MEMBER_JOINED, null, actor.id());
    chats.join(chatId, actor.id(), ChatRole.MEMBER, sequence - 1, now);
    chats.read(chatId, actor.id(), sequence);
    chats.raiseVersion(chatId);
    audit.record(
        actor,
        AuditEvent.of(
            Chat.SUBJECT,
            chatId.toString(),
            AuditAction.JOIN,
            actor.id().toString(),
            null,
            Map.of("role", ChatRole.MEMBER)));
  }

  /** The invitation that was chosen, if it is the actor's own; its group is locked. */
  private Invitation own(Actor actor, Choice choice) {
    String address = invitations.verifiedAddress(actor.id());
    if (address == null) {
      throw ChatRules.refused(
          UserErrorCode.EMAIL_NOT_VERIFIED, "Verify your address first.", "invitation");
    }
    String token = choice.token();
    UUID id = token == null ? choice.id() : tokens.subject(LetterKind.GROUP_INVITATION, token);
    Invitation seen = id == null ? null : invitations.find(id);
    if (seen == null) {
      throw notFound();
    }
    chats.lock(seen.chatId());
    Invitation invitation = standing(seen.id());
    if (!invitation.address().equals(address) && !actor.id().equals(invitation.answeredBy())) {
      throw notFound();
    }
    return invitation;
  }

  private Invitation standing(UUID id) {
    Invitation invitation = invitations.find(id);
    if (invitation == null) {
      throw notFound();
    }
    return asOf(invitation);
  }

  private void queueLetter(UUID id, String address, String inviter, String group) {
    letters.queue(
        new Letter(
            LetterKind.GROUP_INVITATION,
            id,
            null,
            address,
            Map.of("inviter", inviter, "group", group)));
  }

  private void takeBack(List<UUID> ids) {
    ids.forEach(id -> letters.cancel(LetterKind.GROUP_INVITATION, id));
  }

  private static RefusedException notFound() {
    return ChatRules.refused(
        UserErrorCode.NOT_FOUND, "There is no such invitation for you.", "invitation");
  }

  private static RefusedException answered(Invitation invitation) {
    UserErrorCode code =
        invitation.status() == InvitationStatus.EXPIRED
            ? UserErrorCode.TOKEN_EXPIRED
            : UserErrorCode.ILLEGAL_TRANSITION;
    return new RefusedException(
        List.of(
            UserError.of(code, "The invitation does not wait any more.", "input", "invitation")
                .at(null, invitation.status().name())));
  }

  private void record(Actor actor, UUID id, AuditAction action, Map<String, Object> after) {
    audit.record(
        actor,
        AuditEvent.of(
            Invitation.SUBJECT, id.toString(), action, actor.id().toString(), null, after));
  }
}
