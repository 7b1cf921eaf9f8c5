package app.countersign.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whether access tokens are in force, and for whom. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StandingRepository extends GenericRepository<SessionRow, UUID> {

  @Query(
      """
      SELECT t.id, t.operator_id AS person_id, o.name, o.role AS owner_role, t.role AS credential_role,
        t.expires_at, t.last_used_at
      FROM access_token t JOIN person o ON o.id = t.operator_id
      WHERE t.token_hash = :tokenHash AND t.revoked_at IS NULL AND t.expires_at > :now AND o.active
      """)
  Optional<Standing> ofToken(byte[] tokenHash, Instant now);

  /** Notes that a token is used, unless that was noted since {@code notedSince}. */
  @Query(
      """
      UPDATE access_token SET last_used_at = :now
      WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :notedSince)
      """)
  int touch(UUID id, Instant now, Instant notedSince);
}
