package app.countersign.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The outbox table. Each change of state is one guarded statement. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeliveryRepository extends GenericRepository<Delivery, UUID> {

  @Query(
      """
      INSERT INTO delivery (id, subject_type, subject_id, decision_id, user_id, channel, status,
        payload, due_at, next_attempt_at, attempts, created_at, address)
      VALUES (:id, :subjectType, :subjectId, :decisionId, :userId, :channel, :status,
        CAST(:payload AS jsonb), :dueAt, :nextAttemptAt, :attempts, :createdAt, :address)
      """)
  void insertAll(List<Delivery> deliveries);

  @Query(
      """
      UPDATE delivery SET status = 'CANCELLED', finished_at = :now
      WHERE decision_id = :decisionId AND status = 'QUEUED' AND attempts = 0
      """)
  long cancel(UUID decisionId, Instant now);

  @Query(
      """
      SELECT DISTINCT ON (subject_id) * FROM delivery
      WHERE subject_id IN (:subjectIds) AND channel <> 'EMAIL'
      ORDER BY subject_id, created_at DESC, id DESC
      """)
  List<Delivery> latestBySubject(Collection<UUID> subjectIds);

  @Query("SELECT * FROM delivery WHERE id IN (:ids)")
  List<Delivery> byIds(Collection<UUID> ids);

  /**
   * Takes due deliveries of a channel and counts the attempt. Rows that another server has in hand
   * are passed over; one whose server dies comes up again at {@code retryAt}.
   */
  @Query(
      """
      UPDATE delivery SET attempts = attempts + 1, next_attempt_at = :retryAt
      WHERE id IN (
        SELECT id FROM delivery
        WHERE status = 'QUEUED' AND channel = :channel AND next_attempt_at <= :now
        ORDER BY next_attempt_at, id LIMIT :batchSize FOR UPDATE SKIP LOCKED)
      RETURNING *
      """)
  List<Delivery> take(DeliveryChannel channel, Instant now, Instant retryAt, int batchSize);

  @Query(
      """
      UPDATE delivery SET status = 'DELIVERED', finished_at = :now, last_error = NULL,
        address = NULL, payload = CASE WHEN channel = 'EMAIL' THEN '{}' ELSE payload END
      WHERE id IN (:ids) AND status = 'QUEUED' RETURNING *
      """)
  List<Delivery> finish(Collection<UUID> ids, Instant now);

  @Query(
      """
      INSERT INTO delivered_message (id, delivery_id, user_id, channel, payload, delivered_at)
      SELECT uuidv7(), id, user_id, channel, payload, finished_at FROM delivery
      WHERE id IN (:ids) AND status = 'DELIVERED' AND channel <> 'EMAIL'
      """)
  void logMessages(Collection<UUID> ids);

  @Query(
      """
      UPDATE delivery SET next_attempt_at = :nextAttemptAt, last_error = :error
      WHERE id = :id AND status = 'QUEUED'
      """)
  long postpone(UUID id, Instant nextAttemptAt, String error);

  @Query(
      """
      UPDATE delivery SET status = 'FAILED', finished_at = :now, last_error = :error,
        address = NULL, payload = CASE WHEN channel = 'EMAIL' THEN '{}' ELSE payload END
      WHERE id = :id AND status = 'QUEUED' RETURNING *
      """)
  List<Delivery> giveUp(UUID id, Instant now, String error);

  @Query(
      """
      UPDATE delivery SET status = 'CANCELLED', finished_at = :now, last_error = NULL,
        address = NULL, payload = CASE WHEN channel = 'EMAIL' THEN '{}' ELSE payload END
      WHERE id = :id AND status = 'QUEUED' RETURNING *
      """)
  List<Delivery> drop(UUID id, Instant now);

  /** Drops the letters about a subject that still wait. */
  @Query(
      """
      UPDATE delivery SET status = 'CANCELLED', finished_at = :now, last_error = NULL,
        address = NULL, payload = '{}'
      WHERE subject_type = :subjectType AND subject_id = :subjectId AND channel = 'EMAIL'
        AND status = 'QUEUED' RETURNING *
      """)
  List<Delivery> dropLetters(String subjectType, UUID subjectId, Instant now);
}
