package app.countersign.chat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the mutations of chats take; the schema says what each field means. */
final class ChatInputs {
  private ChatInputs() {}

  record CreateChat(@Nullable String title, @Nullable String idempotencyKey) {}

  record CreateGroup(
      String title, @Nullable List<String> emails, @Nullable String idempotencyKey) {}

  record RenameChat(
      UUID chatId,
      String title,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record InviteMember(UUID chatId, String email, @Nullable String idempotencyKey) {}

  /** Exactly one of these is given. */
  record Choice(@Nullable String token, @Nullable UUID id) {}

  record AnswerInvitation(Choice invitation, @Nullable String idempotencyKey) {}

  record RevokeInvitation(UUID invitationId, @Nullable String idempotencyKey) {}

  record ChangeMemberRole(
      UUID chatId,
      UUID personId,
      ChatRole role,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record RemoveMember(
      UUID chatId,
      UUID personId,
      @Nullable Integer expectedVersion,
      @Nullable String idempotencyKey) {}

  record LeaveGroup(UUID chatId, @Nullable String idempotencyKey) {}

  record SendMessage(UUID chatId, String text, @Nullable String idempotencyKey) {}

  record MarkRead(UUID chatId, int sequence, @Nullable String idempotencyKey) {}

  record SetPurchaseSharing(
      UUID chatId, boolean sharesPurchases, @Nullable String idempotencyKey) {}
}
