package app.countersign.chat;

import app.countersign.customer.PersonalData;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What chats keep of a person: memberships and the person's own messages. Erased, a group keeps its
 * order of messages, without what the person wrote; a chat of one's own keeps nothing that can be
 * read, and nobody is in it. What others wrote is theirs.
 */
@Singleton
@Order(ChatData.WHILE_THE_ADDRESS_IS_KNOWN)
class ChatData implements PersonalData {
  /** Invitations that wait are found by the address, which other parts erase. */
  static final int WHILE_THE_ADDRESS_IS_KNOWN = -100;

  private final Sql sql;
  private final Membership membership;
  private final Invitations invitations;
  private final Clock clock;

  ChatData(Sql sql, Membership membership, Invitations invitations, Clock clock) {
    this.sql = sql;
    this.membership = membership;
    this.invitations = invitations;
    this.clock = clock;
  }

  /** All of a person's. */
  record Export(List<OwnChat> chats, List<OwnMessage> messages) {}

  /** A chat the person is or was in. */
  record OwnChat(
      UUID id,
      ChatKind kind,
      @Nullable String title,
      ChatRole role,
      boolean sharesPurchases,
      Instant joinedAt,
      @Nullable Instant leftAt) {}

  /** A message the person wrote, or what was said in a chat of the person's own. */
  record OwnMessage(UUID id, UUID chatId, MessageKind kind, String text, Instant createdAt) {}

  @Override
  public String section() {
    return "chats";
  }

  @Override
  public Export export(UUID personId) {
    return new Export(
        sql.list(
            """
            SELECT c.id, c.kind, CASE WHEN v.left_at IS NULL THEN c.title END AS title, v.role,
              v.shares_purchases, v.joined_at, v.left_at
            FROM chat_member v JOIN chat c ON c.id = v.chat_id
            WHERE v.person_id = ? ORDER BY v.joined_at, c.id
            """,
            row ->
                new OwnChat(
                    Rows.uuid(row, "id"),
                    Rows.enumValue(row, "kind", ChatKind.class),
                    Rows.nullableText(row, "title"),
                    Rows.enumValue(row, "role", ChatRole.class),
                    Rows.bool(row, "shares_purchases"),
                    Rows.instant(row, "joined_at"),
                    Rows.nullableInstant(row, "left_at")),
            personId),
        sql.list(
            """
            SELECT m.id, m.chat_id, m.kind, m.text, m.created_at FROM chat_message m
            WHERE m.sender_id = ?
              OR m.chat_id IN (SELECT c.id FROM chat c JOIN chat_member v ON v.chat_id = c.id
                WHERE c.kind = 'SOLO' AND v.person_id = ?)
            ORDER BY m.created_at, m.id
            """,
            row ->
                new OwnMessage(
                    Rows.uuid(row, "id"),
                    Rows.uuid(row, "chat_id"),
                    Rows.enumValue(row, "kind", MessageKind.class),
                    Rows.text(row, "text"),
                    Rows.instant(row, "created_at")),
            personId,
            personId));
  }

  @Override
  public void erase(UUID personId) {
    Instant now = clock.instant();
    invitations.revokeTo(personId);
    sql.update(
        "UPDATE chat_message SET text = '', erased_at = ? WHERE sender_id = ?", now, personId);
    sql.update(
        """
        UPDATE chat_message m SET text = '', erased_at = ?,
          status = CASE m.status WHEN 'PENDING' THEN 'FAILED' ELSE m.status END,
          finished_at = coalesce(m.finished_at, ?)
        FROM chat c
        WHERE c.id = m.chat_id AND c.kind = 'SOLO' AND c.created_by = ? AND m.sender_id IS NULL
        """,
        now,
        now,
        personId);
    // Entries of the audit trail are for good, so the one who goes is not named in them.
    membership.leaveAll(personId, Actor.system("erasure of a person"));
    forgetTitles(personId);
    invitations.forgetInviter(personId);
  }

  /** Those of chats that nobody is in any more, and of groups that bear a word of the name. */
  private void forgetTitles(UUID personId) {
    sql.update("UPDATE chat SET title = NULL WHERE kind = 'SOLO' AND created_by = ?", personId);
    sql.update(
        """
        UPDATE chat c SET title = 'Group', version = c.version + 1 FROM person p
        WHERE p.id = ? AND c.kind = 'GROUP'
          AND c.id IN (SELECT v.chat_id FROM chat_member v WHERE v.person_id = p.id)
          AND (c.closed_at IS NOT NULL OR position(lower(p.name) IN lower(c.title)) > 0
            OR regexp_split_to_array(lower(c.title), '[^[:alpha:]]+') && ARRAY(
              SELECT word FROM regexp_split_to_table(lower(p.name), '[^[:alpha:]]+') AS word
              WHERE length(word) > 2))
        """,
        personId);
  }
}
