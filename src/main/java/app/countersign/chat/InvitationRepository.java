package app.countersign.chat;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invitations by address. An address is kept for as long as the invitation waits, and not longer.
 */
@Singleton
class InvitationRepository {
  private static final String COLUMNS =
      """
      i.id, i.chat_id, c.title, i.invited_by,
      CASE WHEN u.erased_at IS NULL THEN p.name END AS inviter, i.email, i.answered_by, i.status,
      i.created_at, i.expires_at\
      """;
  private static final String FROM =
      """
      chat_invitation i
      JOIN chat c ON c.id = i.chat_id
      JOIN person p ON p.id = i.invited_by
      LEFT JOIN customer u ON u.person_id = i.invited_by\
      """;
  private static final KeysetQuery<Invitation> INVITATIONS =
      KeysetQuery.select(COLUMNS, InvitationRepository::invitation).from(FROM);
  private static final Sort NEWEST =
      Sort.by(
          "invitations.NEWEST",
          Key.desc("i.created_at", KeyType.INSTANT),
          Key.desc("i.id", KeyType.UUID));

  private final Sql sql;

  InvitationRepository(Sql sql) {
    this.sql = sql;
  }

  /** The customer's address, if it is verified; null when not. */
  @Nullable String verifiedAddress(UUID personId) {
    return sql.first(
        """
        SELECT lower(p.email) AS email FROM person p JOIN customer u ON u.person_id = p.id
        WHERE p.id = ? AND u.email_verified_at IS NOT NULL AND u.erased_at IS NULL
        """,
        row -> Rows.text(row, "email"),
        personId);
  }

  @Nullable Invitation find(UUID id) {
    return sql.first(
        "SELECT " + COLUMNS + " FROM " + FROM + " WHERE i.id = ?",
        InvitationRepository::invitation,
        id);
  }

  /** The invitations to an address that can be accepted. */
  Page<Invitation> open(String address, Instant now, PageRequest request) {
    return INVITATIONS
        .where("i.email = ? AND i.status = 'PENDING' AND i.expires_at > ?", address, now)
        .fetch(sql.jdbc(), NEWEST, request);
  }

  /** The invitations of each group that can be accepted, newest first. */
  Map<UUID, List<Invitation>> openOf(Set<UUID> chatIds, Instant now) {
    Map<UUID, List<Invitation>> open = new HashMap<>();
    if (chatIds.isEmpty()) {
      return open;
    }
    sql.list(
            "SELECT "
                + COLUMNS
                + " FROM "
                + FROM
                + """
                 WHERE i.chat_id = any(?) AND i.status = 'PENDING' AND i.expires_at > ?
                ORDER BY i.created_at DESC, i.id DESC
                """,
            InvitationRepository::invitation,
            chatIds,
            now)
        .forEach(
            invitation ->
                open.computeIfAbsent(invitation.chatId(), id -> new ArrayList<>()).add(invitation));
    return open;
  }

  /** The invitations of a person that wait. */
  List<Invitation> pendingBy(UUID personId) {
    return sql.list(
        "SELECT " + COLUMNS + " FROM " + FROM + " WHERE i.invited_by = ? AND i.status = 'PENDING'",
        InvitationRepository::invitation,
        personId);
  }

  /** How many invitations of a group wait. */
  int pending(UUID chatId, Instant now) {
    Integer count =
        sql.first(
            """
            SELECT count(*) AS pending FROM chat_invitation i
            WHERE i.chat_id = ? AND i.status = 'PENDING' AND i.expires_at > ?
            """,
            row -> Rows.integer(row, "pending"),
            chatId,
            now);
    return count == null ? 0 : count;
  }

  /** Stores an invitation; false when one to the address waits already. */
  boolean insert(
      UUID id, UUID chatId, String address, UUID inviterId, Instant now, Instant expiresAt) {
    return sql.update(
            """
            INSERT INTO chat_invitation (id, chat_id, email, invited_by, status, created_at,
              expires_at)
            VALUES (?, ?, ?, ?, 'PENDING', ?, ?)
            ON CONFLICT (chat_id, email) WHERE status = 'PENDING' DO NOTHING
            """,
            id,
            chatId,
            address,
            inviterId,
            now,
            expiresAt)
        > 0;
  }

  /** Ends an invitation that waits, and forgets its address. */
  void end(UUID id, InvitationStatus status, @Nullable UUID answeredBy, Instant now) {
    sql.update(
        """
        UPDATE chat_invitation SET status = ?, email = '', answered_by = ?, answered_at = ?
        WHERE id = ? AND status = 'PENDING'
        """,
        status,
        answeredBy,
        now,
        id);
  }

  /** Ends all of a group that wait; which. */
  List<UUID> revokeAll(UUID chatId, Instant now) {
    return endAll("chat_id = ?", InvitationStatus.REVOKED, now, chatId);
  }

  /** Ends all to the person's address that wait; which. */
  List<UUID> revokeTo(UUID personId, Instant now) {
    return endAll(
        "email = (SELECT lower(p.email) FROM person p WHERE p.id = ?)",
        InvitationStatus.REVOKED,
        now,
        personId);
  }

  /** Ends the one to an address in a group if its time is over. */
  void expire(UUID chatId, String address, Instant now) {
    endAll(
        "chat_id = ? AND email = ? AND expires_at <= ?",
        InvitationStatus.EXPIRED,
        now,
        chatId,
        address,
        now);
  }

  /** Ends those whose time was over by then; how many. */
  int expire(Instant until, Instant now) {
    return endAll("expires_at <= ?", InvitationStatus.EXPIRED, now, until).size();
  }

  private List<UUID> endAll(
      String condition, InvitationStatus status, Instant now, Object... values) {
    List<Object> all = new ArrayList<>(List.of(status, now));
    all.addAll(List.of(values));
    return sql.list(
        """
        UPDATE chat_invitation SET status = ?, email = '', answered_at = ?
        WHERE status = 'PENDING' AND %s RETURNING id
        """
            .formatted(condition),
        row -> Rows.uuid(row, "id"),
        all.toArray());
  }

  private static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "chat_id"),
        Rows.text(row, "title"),
        Rows.uuid(row, "invited_by"),
        Rows.nullableText(row, "inviter"),
        Rows.text(row, "email"),
        Rows.nullableUuid(row, "answered_by"),
        Rows.enumValue(row, "status", InvitationStatus.class),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "expires_at"));
  }
}
