package app.countersign.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions and their refresh tokens. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionRepository extends GenericRepository<SessionRow, UUID> {

  /**
   * Opens a session for the holder of a password. A change of the account that is under way is
   * waited for, and one made since the password was compared opens nothing: 0.
   */
  @Query(
      """
      INSERT INTO session (id, person_id, created_at, expires_at)
      SELECT :id, o.id, :now, :expiresAt FROM person o
      WHERE o.id = :personId AND o.active AND o.password_hash = :passwordHash FOR SHARE
      """)
  int open(UUID id, UUID personId, String passwordHash, Instant now, Instant expiresAt);

  @Query(
      """
      INSERT INTO refresh_token (token_hash, session_id, issued_at)
      VALUES (:tokenHash, :sessionId, :now)
      """)
  int issue(byte[] tokenHash, UUID sessionId, Instant now);

  /** Uses a refresh token up; of several who try at once, one finds the session. */
  @Query(
      """
      WITH used AS (
        UPDATE refresh_token r SET used_at = :now
        FROM session s JOIN person o ON o.id = s.person_id
        WHERE r.token_hash = :tokenHash AND r.used_at IS NULL AND s.id = r.session_id
          AND s.revoked_at IS NULL AND s.expires_at > :now AND o.active
        RETURNING s.*)
      SELECT * FROM used
      """)
  List<SessionRow> use(byte[] tokenHash, Instant now);

  /** Ends the session of a refresh token that was used before. */
  @Query(
      """
      UPDATE session SET revoked_at = :now
      WHERE revoked_at IS NULL AND id = (
        SELECT session_id FROM refresh_token WHERE token_hash = :tokenHash AND used_at IS NOT NULL)
      RETURNING *
      """)
  List<SessionRow> endReused(byte[] tokenHash, Instant now);

  @Query("UPDATE session SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
  int end(UUID id, Instant now);

  @Query(
      """
      UPDATE session SET revoked_at = :now
      WHERE person_id = :personId AND revoked_at IS NULL AND expires_at > :now RETURNING *
      """)
  List<SessionRow> endAll(UUID personId, Instant now);

  /** Ends every live session of a person but one. */
  @Query(
      """
      UPDATE session SET revoked_at = :now
      WHERE person_id = :personId AND id <> :keptId AND revoked_at IS NULL AND expires_at > :now
      RETURNING *
      """)
  List<SessionRow> endOthers(UUID personId, UUID keptId, Instant now);

  /** Leaves no trace of a person's sessions. */
  @Query("DELETE FROM session WHERE person_id = :personId")
  int deleteAll(UUID personId);

  @Query("SELECT * FROM session WHERE id = :id")
  Optional<SessionRow> byId(UUID id);

  /** Deletes sessions that are long over, and their refresh tokens with them. */
  @Query("DELETE FROM session WHERE expires_at < :before")
  int purge(Instant before);
}
