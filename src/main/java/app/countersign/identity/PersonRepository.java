package app.countersign.identity;

import app.countersign.platform.access.Role;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts of operators and customers. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PersonRepository extends GenericRepository<PersonRow, UUID> {

  @Query("SELECT * FROM person WHERE email = :email")
  Optional<PersonRow> byEmail(String email);

  @Query("SELECT * FROM person WHERE id IN (:ids)")
  List<PersonRow> byIds(Collection<UUID> ids);

  /** Locks in the order of the ids, so that two who change each other wait and do not deadlock. */
  @Query("SELECT * FROM person WHERE id IN (:ids) ORDER BY id FOR UPDATE")
  List<PersonRow> lock(Collection<UUID> ids);

  @Query("SELECT EXISTS (SELECT FROM person WHERE role <> 'CUSTOMER')")
  boolean anyOfTheDesk();

  /** Says 0 where the address is taken. */
  @Query(
      """
      INSERT INTO person (id, email, name, role, password_hash, active, version, created_at)
      VALUES (:id, :email, :name, :role, :passwordHash, true, 1, :createdAt)
      ON CONFLICT (email) DO NOTHING
      """)
  int insert(UUID id, String email, String name, Role role, String passwordHash, Instant createdAt);

  @Query(
      """
      UPDATE person SET role = :role, active = :isActive,
        password_hash = coalesce(CAST(:passwordHash AS text), password_hash), version = version + 1
      WHERE id = :id AND version = :version
      """)
  int update(UUID id, int version, Role role, boolean isActive, @Nullable String passwordHash);

  /** Replaces a hash by one of the same password, unless the password has changed meanwhile. */
  @Query("UPDATE person SET password_hash = :newHash WHERE id = :id AND password_hash = :oldHash")
  int rehash(UUID id, String oldHash, String newHash);

  /** Sets a password, unless the one that was proven has changed meanwhile; null proves nothing. */
  @Query(
      """
      UPDATE person SET password_hash = :newHash, version = version + 1
      WHERE id = :id AND active AND password_hash = coalesce(CAST(:oldHash AS text), password_hash)
      """)
  int setPassword(UUID id, @Nullable String oldHash, String newHash);

  @Query("UPDATE person SET name = :name, version = version + 1 WHERE id = :id AND active")
  int rename(UUID id, String name);

  /** Nobody signs in any more, and nothing tells who it was. */
  @Query(
      """
      UPDATE person SET name = :name, email = :email, password_hash = :passwordHash,
        active = false, version = version + 1
      WHERE id = :id
      """)
  int close(UUID id, String name, String email, String passwordHash);

  /** Waits for every other server that makes the first account, until the transaction ends. */
  @Query("SELECT count(*) FROM (SELECT pg_advisory_xact_lock(:key)) AS lock")
  long lockFirstAccount(long key);
}
