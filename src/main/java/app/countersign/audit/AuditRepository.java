package app.countersign.audit;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Writes entries; the chain is made by the table's trigger. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuditRepository extends GenericRepository<AuditRow, UUID> {
  String INSERT =
      """
      INSERT INTO audit_entry (id, subject_type, subject_id, sequence, action, actor_id, actor_name,
        at, recommendation_id, user_id, contract_id, batch_id, before, after, previous_hash, hash)
      VALUES (:id, :subjectType, :subjectId, 0, :action, :actorId, :actorName,
        :at, :recommendationId, :userId, :contractId, :batchId, CAST(:before AS jsonb), CAST(:after AS jsonb),
        '', '')
      """;

  @Query(INSERT)
  void insert(AuditRow row);

  @Query(INSERT)
  void insertAll(List<AuditRow> rows);
}
