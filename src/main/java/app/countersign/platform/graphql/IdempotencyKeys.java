package app.countersign.platform.graphql;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of mutations that were carried out, with what was answered. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface IdempotencyKeys extends GenericRepository<IdempotencyKeys.Entry, UUID> {
  /** A row, as far as the mapping needs to know it. */
  @MappedEntity("idempotency_key")
  record Entry(@Id UUID actorId, String operation) {}

  /**
   * What was answered the first time.
   *
   * @param answer the payload as JSON
   */
  @Introspected
  record Answered(byte[] inputHash, @Nullable String answer) {}

  /**
   * Takes the key for this transaction; another one with the same key waits until it has ended.
   *
   * @return 1 when the key is new, 0 when it was carried out before
   */
  @Query(
      "INSERT INTO idempotency_key (actor_id, operation, key, input_hash, created_at)"
          + " VALUES (:actorId, :operation, :key, :inputHash, :now) ON CONFLICT DO NOTHING")
  int take(UUID actorId, String operation, String key, byte[] inputHash, Instant now);

  /** Keeps what was answered, in the transaction that took the key. */
  @Query(
      "UPDATE idempotency_key SET answer = CAST(:answer AS jsonb)"
          + " WHERE actor_id = :actorId AND operation = :operation AND key = :key")
  int answer(UUID actorId, String operation, String key, String answer);

  /** What was answered the first time, if the key is known. */
  @Query(
      "SELECT input_hash, CAST(answer AS text) AS answer FROM idempotency_key"
          + " WHERE actor_id = :actorId AND operation = :operation AND key = :key")
  Optional<Answered> find(UUID actorId, String operation, String key);

  /** Forgets what was answered before the given time; says how many. */
  @Query("DELETE FROM idempotency_key WHERE created_at < :before")
  int purge(Instant before);
}
