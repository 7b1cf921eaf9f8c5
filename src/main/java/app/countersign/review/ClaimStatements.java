package app.countersign.review;

import app.countersign.persona.PersonaKind;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Claim;
import app.countersign.recommendation.Priority;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that change who works on a recommendation, guarded like those of a decision. */
@Singleton
class ClaimStatements {
  private static final String CLAIM =
      """
      UPDATE recommendation r SET claimed_by = ?,
        claimed_at = CASE WHEN r.claimed_by = ? AND r.claim_expires_at > ? THEN r.claimed_at
          ELSE ? END,
        claim_expires_at = ?, version = r.version + 1, updated_at = ?
      WHERE r.id = ? AND r.status IN ('PENDING', 'FLAGGED')
        AND r.version = coalesce(?::integer, r.version)
        AND (r.claimed_by IS NULL OR r.claimed_by = ? OR r.claim_expires_at <= ? OR ?)
      RETURNING r.id, old.claimed_by, old.claimed_at, old.claim_expires_at
      """;

  /** Rows that others are claiming at this moment are passed over, not waited for. */
  private static final String CLAIM_NEXT =
      """
      UPDATE recommendation r SET claimed_by = ?, claimed_at = ?, claim_expires_at = ?,
        version = r.version + 1, updated_at = ?
      WHERE r.id = (
        SELECT q.id FROM recommendation q
        WHERE q.status = 'PENDING' AND (q.claimed_by IS NULL OR q.claim_expires_at <= ?)
          AND (?::text[] IS NULL OR q.priority = any(?::text[]))
          AND (?::text[] IS NULL OR q.persona_primary = any(?::text[]))
        ORDER BY q.priority_rank, q.created_at, q.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING r.id, old.claimed_by, old.claimed_at, old.claim_expires_at
      """;

  private static final String VIEW =
      """
      INSERT INTO recommendation_view (recommendation_id, operator_id, pending_since,
        first_viewed_at)
      SELECT id, ?, pending_since, ? FROM recommendation WHERE id = ?
      ON CONFLICT (recommendation_id, operator_id, pending_since) DO NOTHING
      """;

  private final Sql sql;

  ClaimStatements(Sql sql) {
    this.sql = sql;
  }

  /** A claim that was made, and the last one before it. */
  record Claimed(UUID id, @Nullable Claim previous) {}

  /** Claims an undecided item that nobody else has, or takes it over. */
  @Nullable Claimed claim(
      UUID id,
      UUID operatorId,
      boolean takesOver,
      @Nullable Integer expectedVersion,
      Instant now,
      Instant expiresAt) {
    return sql.first(
        CLAIM,
        ClaimStatements::claimed,
        operatorId,
        operatorId,
        now,
        now,
        expiresAt,
        now,
        id,
        expectedVersion,
        operatorId,
        now,
        takesOver);
  }

  /** Claims the next pending item in the fairest order; null when there is none. */
  @Nullable Claimed claimNext(
      UUID operatorId,
      @Nullable List<Priority> priority,
      @Nullable List<PersonaKind> persona,
      Instant now,
      Instant expiresAt) {
    return sql.first(
        CLAIM_NEXT,
        ClaimStatements::claimed,
        operatorId,
        now,
        expiresAt,
        now,
        now,
        priority,
        priority,
        persona,
        persona);
  }

  /** Ends the claim of an item that is locked. */
  void release(UUID id, Instant now) {
    sql.update(
        """
        UPDATE recommendation SET claimed_by = NULL, claimed_at = NULL, claim_expires_at = NULL,
          version = version + 1, updated_at = ?
        WHERE id = ? AND claimed_by IS NOT NULL
        """,
        now,
        id);
  }

  /** Notes that an operator has opened an item; the first time since it became pending counts. */
  void view(UUID id, UUID operatorId, Instant now) {
    sql.update(VIEW, operatorId, now, id);
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    UUID claimedBy = Rows.nullableUuid(row, "claimed_by");
    return new Claimed(
        Rows.uuid(row, "id"),
        claimedBy == null
            ? null
            : new Claim(
                claimedBy, Rows.instant(row, "claimed_at"), Rows.instant(row, "claim_expires_at")));
  }
}
