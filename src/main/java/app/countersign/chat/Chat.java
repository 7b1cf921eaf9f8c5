package app.countersign.chat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat as one of its members sees it.
 *
 * @param title null for a chat of one's own without a name
 * @param viewer the member who looks at it
 * @param memberCount how many are in it now
 * @param lastSequence the number of what happened last
 */
public record Chat(
    UUID id,
    ChatKind kind,
    @Nullable String title,
    ChatMember viewer,
    int memberCount,
    int lastSequence,
    int version,
    Instant createdAt,
    Instant lastActivityAt) {
  /** What it is called in the audit trail. */
  static final String SUBJECT = "Chat";

  /** What the one who looks is in it. */
  public ChatRole viewerRole() {
    return viewer.role();
  }

  /** What the one who looks may do in it. */
  public ChatPermissions viewerCan() {
    return ChatPermissions.of(this);
  }

  /** Up to where the one who looks has read. */
  public int readSequence() {
    return viewer.readSequence();
  }

  /** Whether answers may use what the one who looks bought. */
  public boolean isSharingPurchases() {
    return kind == ChatKind.SOLO || viewer.sharesPurchases();
  }
}
