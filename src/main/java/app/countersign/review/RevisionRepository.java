package app.countersign.review;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Priority;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Earlier texts; each version of a recommendation has at most one. */
@Singleton
class RevisionRepository {
  private static final KeysetQuery<Revision> REVISIONS =
      KeysetQuery.select(
              """
              v.id, v.recommendation_id, v.recommendation_version, v.title, v.rationale,
              v.priority, v.guardrails, v.replaced_by, v.replaced_by_name, v.replaced_at\
              """,
              RevisionRepository::revision)
          .from("revision v");

  /** By version: its unique index gives the order. */
  private static final Sort NEWEST =
      Sort.by("revisions.NEWEST", Key.desc("v.recommendation_version", KeyType.INTEGER));

  private final Sql sql;

  RevisionRepository(Sql sql) {
    this.sql = sql;
  }

  void insert(Revision revision) {
    sql.update(
        """
        INSERT INTO revision (id, recommendation_id, recommendation_version, title, rationale,
          priority, guardrails, replaced_by, replaced_by_name, replaced_at)
        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?)
        """,
        revision.id(),
        revision.recommendationId(),
        revision.recommendationVersion(),
        revision.title(),
        revision.rationale(),
        revision.priority(),
        Json.write(revision.guardrails()),
        revision.replacedBy(),
        revision.replacedByName(),
        revision.replacedAt());
  }

  Map<UUID, Page<Revision>> pagesByRecommendation(
      Set<UUID> recommendationIds, PageRequest request) {
    return REVISIONS.fetchPerParent(
        sql.jdbc(), NEWEST, request, "v.recommendation_id", KeyType.UUID, recommendationIds);
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "recommendation_id"),
        Rows.integer(row, "recommendation_version"),
        Rows.text(row, "title"),
        Rows.text(row, "rationale"),
        Rows.enumValue(row, "priority", Priority.class),
        Rows.json(row, "guardrails", GuardrailResult.class),
        Rows.uuid(row, "replaced_by"),
        Rows.text(row, "replaced_by_name"),
        Rows.instant(row, "replaced_at"));
  }
}
