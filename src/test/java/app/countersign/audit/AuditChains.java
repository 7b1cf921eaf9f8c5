package app.countersign.audit;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes chains and reads them as they are in the table. */
@Singleton
@Requires(property = "countersign.test.clock")
class AuditChains {
  static final String TYPE = "Widget";

  private final AuditTrail trail;
  private final Sql sql;
  private final TransactionOperations<Connection> transactions;

  AuditChains(AuditTrail trail, Sql sql, TransactionOperations<Connection> transactions) {
    this.trail = trail;
    this.sql = sql;
    this.transactions = transactions;
  }

  record Link(UUID id, int sequence, String previousHash, String hash) {}

  void record(Actor actor, AuditEvent... events) {
    transactions.executeWrite(
        status -> {
          trail.recordAll(actor, List.of(events));
          return true;
        });
  }

  /** A chain of so many entries that say their place in it. */
  List<Link> chain(String subjectId, int length) {
    record(
        Actor.system("test"),
        IntStream.rangeClosed(1, length)
            .mapToObj(step -> event(subjectId, step))
            .toArray(AuditEvent[]::new));
    return links(subjectId);
  }

  static AuditEvent event(String subjectId, int step) {
    return AuditEvent.of(TYPE, subjectId, AuditAction.CREATE, null, null, Map.of("step", step));
  }

  List<Link> links(String subjectId) {
    return sql.list(
        """
        SELECT id, sequence, encode(previous_hash, 'hex') AS previous, encode(hash, 'hex') AS hash
        FROM audit_entry WHERE subject_type = ? AND subject_id = ? ORDER BY sequence
        """,
        row ->
            new Link(
                Rows.uuid(row, "id"),
                Rows.integer(row, "sequence"),
                Rows.text(row, "previous"),
                Rows.text(row, "hash")),
        TYPE,
        subjectId);
  }
}
