package app.countersign.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/** Failed attempts to sign in. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SignInFailureRepository extends GenericRepository<SignInFailure, byte[]> {

  /**
   * Counts an attempt as failed before it is made, so that no more are made at once than are
   * allowed in a row; succeeding takes the count back.
   *
   * @param forgetBefore failures before this no longer count
   * @return 0 when the address is locked and the attempt must not be made
   */
  @Query(
      """
      INSERT INTO sign_in_failure AS f (email_hash, failures, last_failed_at, locked_until)
      VALUES (:emailHash, 1, :now, CASE WHEN :maxFailures <= 1 THEN CAST(:lockUntil AS timestamptz) END)
      ON CONFLICT (email_hash) DO UPDATE SET
        failures = CASE WHEN f.locked_until IS NOT NULL OR f.last_failed_at <= :forgetBefore
          THEN 1 ELSE f.failures + 1 END,
        last_failed_at = :now,
        locked_until = CASE WHEN :maxFailures <= CASE
          WHEN f.locked_until IS NOT NULL OR f.last_failed_at <= :forgetBefore
          THEN 1 ELSE f.failures + 1 END THEN CAST(:lockUntil AS timestamptz) END
      WHERE f.locked_until IS NULL OR f.locked_until <= :now
      """)
  int count(
      byte[] emailHash, Instant now, int maxFailures, Instant forgetBefore, Instant lockUntil);

  @Query("DELETE FROM sign_in_failure WHERE email_hash = :emailHash")
  int forget(byte[] emailHash);

  @Query(
      """
      DELETE FROM sign_in_failure
      WHERE last_failed_at < :before AND (locked_until IS NULL OR locked_until < :before)
      """)
  int purge(Instant before);
}
