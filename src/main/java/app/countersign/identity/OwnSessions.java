package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's own sessions: which there are, and ending one. */
@Singleton
class OwnSessions {
  private static final Sort NEWEST =
      Sort.by(
          "sessions.NEWEST",
          Key.desc("s.created_at", KeyType.INSTANT),
          Key.desc("s.id", KeyType.UUID));

  private final Sql sql;
  private final Sessions sessions;
  private final Clock clock;

  OwnSessions(Sql sql, Sessions sessions, Clock clock) {
    this.sql = sql;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** The session or access token behind the actor; null for an actor without one. */
  @Nullable CurrentSession current(Actor actor) {
    if (actor.sessionId() == null) {
      return null;
    }
    return sql.first(
        """
        SELECT id, person_id, false AS is_token, created_at, expires_at FROM session WHERE id = ?
        UNION ALL
        SELECT id, operator_id, true, created_at, expires_at FROM access_token WHERE id = ?
        """,
        row ->
            new CurrentSession(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "person_id"),
                Rows.bool(row, "is_token"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at")),
        actor.sessionId(),
        actor.sessionId());
  }

  /** The live ones, the newest first. */
  Page<OpenSession> live(Actor actor, PageRequest page) {
    return KeysetQuery.select("s.*", row -> read(row, actor))
        .from("session s")
        .where("s.person_id = ?", actor.id())
        .where("s.revoked_at IS NULL")
        .where("s.expires_at > ?", clock.instant())
        .fetch(sql.jdbc(), NEWEST, page);
  }

  /**
   * Ends one.
   *
   * @throws RefusedException with NOT_FOUND where the caller has no such session
   */
  OpenSession revoke(Actor actor, UUID id) {
    return sessions
        .revoke(actor, id)
        .map(
            row ->
                new OpenSession(
                    row.id(),
                    row.id().equals(actor.sessionId()),
                    row.createdAt(),
                    row.expiresAt(),
                    row.revokedAt()))
        .orElseThrow(
            () ->
                RefusedException.of(
                    UserErrorCode.NOT_FOUND, "There is no such session.", "input", "sessionId"));
  }

  private static OpenSession read(ResultSet row, Actor actor) throws SQLException {
    UUID id = Rows.uuid(row, "id");
    return new OpenSession(
        id,
        id.equals(actor.sessionId()),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "expires_at"),
        Rows.nullableInstant(row, "revoked_at"));
  }
}
