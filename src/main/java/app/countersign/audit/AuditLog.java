package app.countersign.audit;

import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail and checks its chains. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class AuditLog implements GenericRepository<AuditRow, UUID> {
  private static final KeysetQuery<AuditEntry> ENTRIES =
      KeysetQuery.select(
              """
              e.id, e.subject_type, e.subject_id, e.sequence, e.action, e.actor_id, e.actor_name,
              e.at, e.recommendation_id, e.user_id, e.contract_id, e.batch_id, e.before, e.after,
              encode(e.hash, 'hex') AS hash\
              """,
              AuditLog::read)
          .from("audit_entry e");
  private static final Sort NEWEST =
      Sort.by("auditLog.NEWEST", Key.desc("e.at", KeyType.INSTANT), Key.desc("e.id", KeyType.UUID));
  // The database tells a gap by the entry after it; its place is that of the first one gone.
  private static final String VERIFY =
      """
      WITH fault AS (
        SELECT f.fault, f.subject_type, f.subject_id,
          CASE f.fault WHEN 'ENTRY_MISSING' THEN coalesce(p.sequence, 0) + 1
            ELSE f.sequence END AS sequence,
          CASE WHEN f.fault <> 'ENTRY_MISSING' THEN f.entry_id END AS entry_id,
          coalesce(e.at, h.at) AS at
        FROM audit_faults(?, ?) f
        LEFT JOIN audit_entry e ON e.id = f.entry_id
        LEFT JOIN LATERAL (
          SELECT max(x.sequence) AS sequence FROM audit_entry x
          WHERE x.subject_type = f.subject_type AND x.subject_id = f.subject_id
            AND x.sequence < f.sequence) p ON true
        LEFT JOIN LATERAL (
          SELECT max(x.at) AS at FROM audit_entry x
          WHERE x.subject_type = f.subject_type AND x.subject_id = f.subject_id) h ON true)
      SELECT
        (SELECT count(*) FROM audit_entry e WHERE (?::text IS NULL OR e.subject_type = ?)
          AND (?::text IS NULL OR e.subject_id = ?)) AS entries,
        (SELECT count(*) FROM audit_head h WHERE (?::text IS NULL OR h.subject_type = ?)
          AND (?::text IS NULL OR h.subject_id = ?)) AS chains,
        (SELECT count(*) FROM fault) AS faults,
        first.fault, first.subject_type, first.subject_id, first.sequence, first.entry_id
      FROM (SELECT 1) one LEFT JOIN LATERAL (
        SELECT * FROM fault ORDER BY at NULLS LAST, subject_type, subject_id, sequence, fault LIMIT 1
      ) first ON true
      """;

  private final Sql sql;

  AuditLog(Sql sql) {
    this.sql = sql;
  }

  /** What happened to each recommendation, newest first. */
  public Map<UUID, Page<AuditEntry>> ofRecommendations(Set<UUID> ids, PageRequest page) {
    return ENTRIES.fetchPerParent(
        sql.jdbc(), NEWEST, page, "e.recommendation_id", KeyType.UUID, ids);
  }

  /** What happened to a contract and all that belongs to it, newest first. */
  public Page<AuditEntry> ofContract(String contractId, PageRequest page) {
    return ENTRIES.where("e.contract_id = ?", contractId).fetch(sql.jdbc(), NEWEST, page);
  }

  /** What happened to one thing, newest first. */
  public Page<AuditEntry> ofSubject(String subjectType, String subjectId, PageRequest page) {
    return ENTRIES
        .where("e.subject_type = ?", subjectType)
        .where("e.subject_id = ?", subjectId)
        .fetch(sql.jdbc(), NEWEST, page);
  }

  Page<AuditEntry> page(AuditFilter filter, PageRequest page) {
    KeysetQuery<AuditEntry> query = ENTRIES;
    if (filter.operatorId() != null) {
      query = query.whereIn("e.actor_id", filter.operatorId());
    }
    if (filter.action() != null) {
      query = query.whereIn("e.action", filter.action());
    }
    if (filter.recommendationId() != null) {
      query = query.where("e.recommendation_id = ?", filter.recommendationId());
    }
    if (filter.userId() != null) {
      query = query.where("e.user_id = ?", filter.userId());
    }
    if (filter.contractId() != null) {
      query = query.where("e.contract_id = ?", filter.contractId());
    }
    if (filter.at() != null) {
      Instant start = filter.at().start();
      Instant end = filter.at().end();
      query = start == null ? query : query.whereUneven("e.at >= ?", start);
      query = end == null ? query : query.whereUneven("e.at < ?", end);
    }
    return query.fetch(sql.jdbc(), NEWEST, page);
  }

  Map<UUID, AuditEntry> byIds(Collection<UUID> ids) {
    Map<UUID, AuditEntry> found = new LinkedHashMap<>();
    ENTRIES
        .whereIn("e.id", ids)
        .fetch(sql.jdbc(), NEWEST, PageRequest.first(PageRequest.MAX_SIZE))
        .items()
        .forEach(entry -> found.put(entry.id(), entry));
    return found;
  }

  /** Checks every chain, or those of one type, or one subject's, in one statement. */
  AuditVerification verify(@Nullable String subjectType, @Nullable String subjectId, Instant now) {
    return sql.listForValues(
            VERIFY,
            row ->
                new AuditVerification(
                    Rows.integer(row, "entries"),
                    Rows.integer(row, "chains"),
                    Rows.integer(row, "faults"),
                    fault(row),
                    now),
            subjectType,
            subjectId,
            subjectType,
            subjectType,
            subjectId,
            subjectId,
            subjectType,
            subjectType,
            subjectId,
            subjectId)
        .getFirst();
  }

  private static @Nullable AuditFault fault(ResultSet row) throws SQLException {
    AuditFaultKind kind = Rows.nullableEnumValue(row, "fault", AuditFaultKind.class);
    return kind == null
        ? null
        : new AuditFault(
            kind,
            Rows.text(row, "subject_type"),
            Rows.text(row, "subject_id"),
            Rows.integer(row, "sequence"),
            Rows.nullableUuid(row, "entry_id"));
  }

  private static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        Rows.uuid(row, "id"),
        Rows.text(row, "subject_type"),
        Rows.text(row, "subject_id"),
        Rows.integer(row, "sequence"),
        Rows.enumValue(row, "action", AuditAction.class),
        Rows.uuid(row, "actor_id"),
        Rows.text(row, "actor_name"),
        Rows.instant(row, "at"),
        Rows.nullableUuid(row, "recommendation_id"),
        Rows.nullableText(row, "user_id"),
        Rows.nullableText(row, "contract_id"),
        Rows.nullableUuid(row, "batch_id"),
        Rows.nullableJson(row, "before", JsonNode.class),
        Rows.nullableJson(row, "after", JsonNode.class),
        Rows.text(row, "hash"));
  }
}
