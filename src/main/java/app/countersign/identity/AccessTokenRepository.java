package app.countersign.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tokens of scripts. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccessTokenRepository extends GenericRepository<AccessTokenRow, UUID> {

  @Query(
      """
      INSERT INTO access_token (id, operator_id, name, role, token_hash, created_at, expires_at)
      VALUES (:id, :operatorId, :name, :role, :tokenHash, :createdAt, :expiresAt)
      """)
  int insert(AccessTokenRow row);

  /** The token, if it is the caller's or the caller may see everybody's. */
  @Query(
      """
      SELECT * FROM access_token
      WHERE id = :id AND (operator_id = :callerId OR :seesEverybodys = true)
      """)
  Optional<AccessTokenRow> find(UUID id, UUID callerId, boolean seesEverybodys);

  /** Revokes it once; those who come later find nothing to do. */
  @Query(
      """
      UPDATE access_token SET revoked_at = :now
      WHERE id = :id AND revoked_at IS NULL AND (operator_id = :callerId OR :seesEverybodys = true)
      RETURNING *
      """)
  List<AccessTokenRow> revoke(UUID id, UUID callerId, boolean seesEverybodys, Instant now);

  @Query(
      """
      UPDATE access_token SET revoked_at = :now
      WHERE operator_id = :operatorId AND revoked_at IS NULL RETURNING *
      """)
  List<AccessTokenRow> revokeAll(UUID operatorId, Instant now);

  /** Who stands behind a token that is in force. */
  @Query(
      """
      SELECT t.id, t.operator_id AS person_id, o.name, o.role AS owner_role, t.role AS credential_role,
        t.expires_at, t.last_used_at
      FROM access_token t JOIN person o ON o.id = t.operator_id
      WHERE t.token_hash = :tokenHash AND t.revoked_at IS NULL AND t.expires_at > :now AND o.active
      """)
  Optional<Standing> standing(byte[] tokenHash, Instant now);

  /** Notes that a token is used, unless that was noted since {@code notedSince}. */
  @Query(
      """
      UPDATE access_token SET last_used_at = :now
      WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :notedSince)
      """)
  int touch(UUID id, Instant now, Instant notedSince);
}
