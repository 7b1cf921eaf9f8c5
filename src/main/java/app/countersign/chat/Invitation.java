package app.countersign.chat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that was asked into a group.
 *
 * @param title the group's
 * @param invitedBy the inviter's name; null when that person had everything erased
 * @param address which; empty once it was answered or its time is over
 * @param answeredBy who answered it; null when nobody did, or it was taken back
 * @param status as of the time it was read
 */
public record Invitation(
    UUID id,
    UUID chatId,
    String title,
    UUID inviterId,
    @Nullable String invitedBy,
    String address,
    @Nullable UUID answeredBy,
    InvitationStatus status,
    Instant createdAt,
    Instant expiresAt) {
  /** What it is called in the audit trail. */
  static final String SUBJECT = "Invitation";

  /** The address, for the one who invited it while it waits; null for anybody else. */
  @Nullable String addressFor(UUID personId) {
    return personId.equals(inviterId) && !address.isEmpty() ? address : null;
  }

  /** The same with its time being over, where it is. */
  Invitation asOf(Instant now) {
    return status != InvitationStatus.PENDING || expiresAt.isAfter(now)
        ? this
        : new Invitation(
            id,
            chatId,
            title,
            inviterId,
            invitedBy,
            address,
            answeredBy,
            InvitationStatus.EXPIRED,
            createdAt,
            expiresAt);
  }
}
