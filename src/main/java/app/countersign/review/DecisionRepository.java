package app.countersign.review;

import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Key;
import app.countersign.platform.db.KeyType;
import app.countersign.platform.db.KeysetQuery;
import app.countersign.platform.db.Page;
import app.countersign.platform.db.PageRequest;
import app.countersign.platform.db.Sort;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Decision;
import app.countersign.recommendation.RecommendationRows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Every decision ever taken. */
@Singleton
class DecisionRepository {
  private static final KeysetQuery<Decision> DECISIONS =
      KeysetQuery.select(RecommendationRows.DECISION_COLUMNS, RecommendationRows::decision)
          .from("decision d");
  private static final Sort NEWEST =
      Sort.by(
          "decisions.NEWEST",
          Key.desc("d.decided_at", KeyType.INSTANT),
          Key.desc("d.id", KeyType.UUID));

  /**
   * The review time counts from the decider's own latest claim, one that lapsed or was taken over
   * included (those are found in the audit trail), or else from the decider's first view since the
   * item last became pending.
   */
  private static final String INSERT =
      """
      INSERT INTO decision (id, recommendation_id, previous_decision_id, kind, previous_status,
        decided_by, decided_by_name, decided_at, notes, undoable_until, review_millis, batch_id)
      SELECT n.id, n."recommendationId", n."previousDecisionId", n.kind, n."previousStatus",
        n."decidedBy", n."decidedByName", n."decidedAt", n.notes, n."undoableUntil",
        CASE WHEN started.at IS NOT NULL THEN
          greatest(0, floor(extract(epoch FROM n."decidedAt" - started.at) * 1000))::bigint END,
        n."batchId"
      FROM jsonb_to_recordset(CAST(? AS jsonb)) AS n(id uuid, "recommendationId" uuid,
        "previousDecisionId" uuid, kind text, "previousStatus" text, "decidedBy" uuid,
        "decidedByName" text, "decidedAt" timestamptz, notes text, "undoableUntil" timestamptz,
        "claimedAt" timestamptz, "pendingSince" timestamptz, "batchId" uuid)
      CROSS JOIN LATERAL (SELECT coalesce(
        n."claimedAt",
        (SELECT max((a.after ->> 'claimedAt')::timestamptz) FROM audit_entry a
          WHERE a.recommendation_id = n."recommendationId" AND a.actor_id = n."decidedBy"
            AND a.action = 'CLAIM' AND a.at >= n."pendingSince"),
        (SELECT v.first_viewed_at FROM recommendation_view v
          WHERE v.recommendation_id = n."recommendationId" AND v.operator_id = n."decidedBy"
            AND v.pending_since = n."pendingSince")) AS at) started
      """;

  private final Sql sql;

  DecisionRepository(Sql sql) {
    this.sql = sql;
  }

  /** Puts decisions on record by one statement, with their review times. */
  void insertAll(List<NewDecision> decisions) {
    sql.update(INSERT, Json.write(decisions));
  }

  /** Marks a decision as taken back. */
  void undo(UUID id, Actor actor, Instant now) {
    sql.update(
        "UPDATE decision SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL",
        now,
        actor.id(),
        id);
  }

  Map<UUID, Page<Decision>> pagesByRecommendation(
      Set<UUID> recommendationIds, PageRequest request) {
    return DECISIONS.fetchPerParent(
        sql.jdbc(), NEWEST, request, "d.recommendation_id", KeyType.UUID, recommendationIds);
  }
}
