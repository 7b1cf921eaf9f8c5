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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chats and who is in them. Every read is a member's own: to anybody else a chat is absent. */
@Singleton
class ChatRepository {
  private static final String COLUMNS =
      """
      c.id, c.kind, c.title, c.last_sequence, c.version, c.created_at, c.last_activity_at,
      v.chat_id, v.person_id, CASE WHEN u.erased_at IS NULL THEN p.name END AS name, v.role,
      v.shares_purchases, v.joined_sequence, v.read_sequence, v.joined_at,
      (SELECT count(*) FROM chat_member o WHERE o.chat_id = c.id AND o.left_at IS NULL)
        AS member_count\
      """;
  private static final String VISIBLE =
      """
      chat c
      JOIN chat_member v ON v.chat_id = c.id AND v.left_at IS NULL
      JOIN person p ON p.id = v.person_id
      LEFT JOIN customer u ON u.person_id = v.person_id\
      """;
  private static final KeysetQuery<Chat> CHATS =
      KeysetQuery.select(COLUMNS, ChatRepository::chat).from(VISIBLE);
  private static final Sort LATEST =
      Sort.by(
          "chats.LATEST",
          Key.desc("c.last_activity_at", KeyType.INSTANT),
          Key.desc("c.id", KeyType.UUID));

  private final Sql sql;

  ChatRepository(Sql sql) {
    this.sql = sql;
  }

  /** Those of the chats that the person is in. */
  Map<UUID, Chat> byIds(UUID personId, Collection<UUID> ids) {
    return sql
        .list(
            "SELECT " + COLUMNS + " FROM " + VISIBLE + " WHERE c.id = any(?) AND v.person_id = ?",
            ChatRepository::chat,
            ids,
            personId)
        .stream()
        .collect(Collectors.toMap(Chat::id, Function.identity()));
  }

  /** A chat that the person is in; null when there is none. */
  @Nullable Chat find(UUID personId, @Nullable UUID id) {
    return id == null ? null : byIds(personId, Set.of(id)).get(id);
  }

  /** The chats that the person is in, of these kinds where kinds are given. */
  Page<Chat> page(UUID personId, @Nullable List<ChatKind> kinds, PageRequest request) {
    KeysetQuery<Chat> own = CHATS.where("v.person_id = ?", personId);
    return (kinds == null ? own : own.whereIn("c.kind", kinds)).fetch(sql.jdbc(), LATEST, request);
  }

  /**
   * A chat that the person is in, locked until the transaction ends; null when there is none. Read
   * after it is locked, so as it stands behind every change before.
   */
  @Nullable Chat hold(UUID personId, UUID id) {
    lock(id);
    return find(personId, id);
  }

  /** Locks a chat until the transaction ends, if there is one. */
  void lock(UUID id) {
    sql.list("SELECT c.id FROM chat c WHERE c.id = ? FOR NO KEY UPDATE", row -> id, id);
  }

  /** How many are in a chat now. */
  int memberCount(UUID chatId) {
    Integer count =
        sql.first(
            "SELECT count(*) AS members FROM chat_member v WHERE v.chat_id = ? AND v.left_at IS"
                + " NULL",
            row -> Rows.integer(row, "members"),
            chatId);
    return count == null ? 0 : count;
  }

  /** The person's own chat where something happened last; null when there is none. */
  @Nullable UUID latestOwn(UUID personId) {
    return sql.first(
        """
        SELECT c.id FROM chat c JOIN chat_member v ON v.chat_id = c.id AND v.left_at IS NULL
        WHERE v.person_id = ? AND c.kind = 'SOLO'
        ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 1
        """,
        row -> Rows.uuid(row, "id"),
        personId);
  }

  /** The chats that the person is in, the longest there first. */
  List<UUID> ids(UUID personId) {
    return sql.list(
        """
        SELECT v.chat_id FROM chat_member v WHERE v.person_id = ? AND v.left_at IS NULL
        ORDER BY v.joined_at, v.chat_id
        """,
        row -> Rows.uuid(row, "chat_id"),
        personId);
  }

  /** Stores a chat of one's own. */
  void open(UUID id, UUID personId, @Nullable String title, Instant now) {
    insert(id, ChatKind.SOLO, title, personId, now);
    join(id, personId, ChatRole.OWNER, 0, now);
    share(id, personId, true);
  }

  void insert(UUID id, ChatKind kind, @Nullable String title, UUID creatorId, Instant now) {
    sql.update(
        """
        INSERT INTO chat (id, kind, title, created_by, created_at, last_activity_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        id,
        kind,
        title,
        creatorId,
        now,
        now);
  }

  /**
   * Makes the person a member who sees what comes from a number on; false when the person is one.
   */
  boolean join(UUID chatId, UUID personId, ChatRole role, int fromSequence, Instant now) {
    return sql.update(
            """
            INSERT INTO chat_member AS v (chat_id, person_id, role, joined_sequence, read_sequence,
              joined_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat_id, person_id) DO UPDATE SET role = excluded.role,
              shares_purchases = false, joined_sequence = excluded.joined_sequence,
              read_sequence = excluded.read_sequence, joined_at = excluded.joined_at, left_at = NULL
            WHERE v.left_at IS NOT NULL
            """,
            chatId,
            personId,
            role,
            fromSequence,
            fromSequence,
            now)
        > 0;
  }

  void leave(UUID chatId, UUID personId, Instant now) {
    sql.update(
        """
        UPDATE chat_member SET left_at = ?, shares_purchases = false
        WHERE chat_id = ? AND person_id = ? AND left_at IS NULL
        """,
        now,
        chatId,
        personId);
  }

  void giveRole(UUID chatId, UUID personId, ChatRole role) {
    sql.update(
        """
        UPDATE chat_member SET role = ? WHERE chat_id = ? AND person_id = ? AND left_at IS NULL
        """,
        role,
        chatId,
        personId);
  }

  void rename(UUID chatId, String title) {
    sql.update("UPDATE chat SET title = ? WHERE id = ?", title, chatId);
  }

  /** Counts a change of name, members or roles. */
  void raiseVersion(UUID chatId) {
    sql.update("UPDATE chat SET version = version + 1 WHERE id = ?", chatId);
  }

  /** Nobody is in it any more. */
  void close(UUID chatId, Instant now) {
    sql.update("UPDATE chat SET closed_at = ? WHERE id = ?", now, chatId);
  }

  /** Notes how far a member has read, never less than before and never beyond the last. */
  void read(UUID chatId, UUID personId, int sequence) {
    sql.update(
        """
        UPDATE chat_member v SET read_sequence = least(?, c.last_sequence)
        FROM chat c
        WHERE c.id = v.chat_id AND v.chat_id = ? AND v.person_id = ? AND v.left_at IS NULL
          AND v.read_sequence < least(?, c.last_sequence)
        """,
        sequence,
        chatId,
        personId,
        sequence);
  }

  void share(UUID chatId, UUID personId, boolean sharesPurchases) {
    sql.update(
        """
        UPDATE chat_member SET shares_purchases = ?
        WHERE chat_id = ? AND person_id = ? AND left_at IS NULL
        """,
        sharesPurchases,
        chatId,
        personId);
  }

  private static Chat chat(ResultSet row) throws SQLException {
    return new Chat(
        Rows.uuid(row, "id"),
        Rows.enumValue(row, "kind", ChatKind.class),
        Rows.nullableText(row, "title"),
        ChatMembers.member(row),
        Rows.integer(row, "member_count"),
        Rows.integer(row, "last_sequence"),
        Rows.integer(row, "version"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "last_activity_at"));
  }
}
