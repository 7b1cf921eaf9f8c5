package app.countersign.review;

import static app.countersign.recommendation.RecommendationRows.COLUMNS;
import static app.countersign.recommendation.RecommendationRows.TABLES;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Priority;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRows;
import app.countersign.recommendation.RecommendationStatus;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements that change recommendations. Each is guarded by what must hold of the row, so that
 * of several at once one wins and the others touch nothing.
 */
@Singleton
class ReviewStatements {
  private static final String DECIDE =
      """
      UPDATE recommendation r SET status = ?, decision_id = ?, version = r.version + 1,
        claimed_by = NULL, claimed_at = NULL, claim_expires_at = NULL, updated_at = ?
      WHERE r.id = ? AND r.status IN ('PENDING', 'FLAGGED')
        AND r.version = coalesce(?::integer, r.version)
        AND (r.claimed_by IS NULL OR r.claimed_by = ? OR r.claim_expires_at <= ?)
        AND (r.guardrails_passed OR NOT ?)
      RETURNING r.id, old.status, old.decision_id, old.claimed_by, old.claimed_at,
        old.claim_expires_at, r.pending_since
      """;

  private static final String APPROVE_ALL =
      """
      UPDATE recommendation r SET status = 'APPROVED', decision_id = n.decision_id,
        version = r.version + 1, claimed_by = NULL, claimed_at = NULL, claim_expires_at = NULL,
        updated_at = ?
      FROM unnest(?::uuid[], ?::uuid[]) AS n(id, decision_id)
      WHERE r.id = n.id AND r.status IN ('PENDING', 'FLAGGED') AND r.guardrails_passed
      """;

  private static final String MODIFY =
      """
      UPDATE recommendation SET title = ?, rationale = ?, priority = ?,
        guardrails = CAST(? AS jsonb), guardrails_passed = ?, version = version + 1,
        updated_at = ?
      WHERE id = ? AND version = ? AND status IN ('PENDING', 'FLAGGED')
      """;

  private static final String MOVE =
      """
      UPDATE recommendation SET status = ?, decision_id = ?, version = version + 1,
        pending_since = CASE WHEN ? THEN ? ELSE pending_since END, updated_at = ?
      WHERE id = ? AND version = ?
      """;

  private static final String READ =
      "SELECT %s FROM %s WHERE r.id = any(?::uuid[]) ORDER BY r.id".formatted(COLUMNS, TABLES);

  private static final String LOCK = READ + " FOR UPDATE OF r";

  private final Sql sql;

  ReviewStatements(Sql sql) {
    this.sql = sql;
  }

  /**
   * Decides an undecided item that nobody else has claimed.
   *
   * @param needsGuardrails whether a failed guardrail stands in the way
   * @return how it stood before; null when it was not to be decided so
   */
  @Nullable DecidedItem decide(
      UUID id,
      RecommendationStatus status,
      UUID decisionId,
      UUID actorId,
      @Nullable Integer expectedVersion,
      boolean needsGuardrails,
      Instant now) {
    return sql.first(
        DECIDE,
        ReviewStatements::decided,
        status,
        decisionId,
        now,
        id,
        expectedVersion,
        actorId,
        now,
        needsGuardrails);
  }

  /** Approves items that are locked and were found approvable; answers how many. */
  int approveAll(List<UUID> ids, List<UUID> decisionIds, Instant now) {
    return sql.update(APPROVE_ALL, now, ids, decisionIds);
  }

  /** Locks an item until the transaction ends; null when there is none. */
  @Nullable Recommendation lock(UUID id) {
    List<Recommendation> locked = lockAll(List.of(id));
    return locked.isEmpty() ? null : locked.getFirst();
  }

  /** Locks items in the order of their ids, so that two who lock many never wait in a circle. */
  List<Recommendation> lockAll(Collection<UUID> ids) {
    List<Recommendation> locked = sql.list(LOCK, RecommendationRows::recommendation, ids);
    return locked.stream().anyMatch(ReviewStatements::lacksDecision)
        ? sql.list(READ, RecommendationRows::recommendation, ids)
        : locked;
  }

  /**
   * A statement that has waited for a row gives the row as it has become, joined to what was there
   * when the statement began: a decision taken in between is missing, and has to be read again.
   */
  private static boolean lacksDecision(Recommendation locked) {
    return locked.status() != RecommendationStatus.PENDING && locked.decision() == null;
  }

  /** Changes the text, priority and checks of an item that is as it was read. */
  boolean modify(
      Recommendation read,
      String title,
      String rationale,
      Priority priority,
      GuardrailResult guardrails,
      Instant now) {
    return sql.update(
            MODIFY,
            title,
            rationale,
            priority,
            Json.write(guardrails),
            guardrails.passed(),
            now,
            read.id(),
            read.version())
        == 1;
  }

  /** Gives an item that is as it was read another status and decision in force. */
  boolean move(
      Recommendation read, RecommendationStatus status, @Nullable UUID decisionId, Instant now) {
    boolean becomesPending =
        status == RecommendationStatus.PENDING && read.status() != RecommendationStatus.PENDING;
    return sql.update(MOVE, status, decisionId, becomesPending, now, now, read.id(), read.version())
        == 1;
  }

  private static DecidedItem decided(ResultSet row) throws SQLException {
    UUID claimedBy = Rows.nullableUuid(row, "claimed_by");
    return new DecidedItem(
        Rows.uuid(row, "id"),
        Rows.enumValue(row, "status", RecommendationStatus.class),
        Rows.nullableUuid(row, "decision_id"),
        claimedBy == null
            ? null
            : new Claim(
                claimedBy, Rows.instant(row, "claimed_at"), Rows.instant(row, "claim_expires_at")),
        Rows.instant(row, "pending_since"));
  }
}
