package app.countersign.recommendation;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaKind;
import app.countersign.platform.db.JsonColumn;
import app.countersign.platform.db.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How recommendations and decisions stand in rows. */
public final class RecommendationRows {
  /** The columns of a decision {@code d}, under names of their own. */
  public static final String DECISION_COLUMNS =
      """
      d.id AS d_id, d.recommendation_id AS d_recommendation_id,
      d.previous_decision_id AS d_previous_decision_id, d.kind AS d_kind,
      d.decided_by AS d_decided_by, d.decided_by_name AS d_decided_by_name,
      d.decided_at AS d_decided_at, d.notes AS d_notes, d.previous_status AS d_previous_status,
      d.undoable_until AS d_undoable_until, d.undone_at AS d_undone_at,
      d.review_millis AS d_review_millis, d.batch_id AS d_batch_id\
      """;

  /** The columns of a recommendation {@code r} with its decision in force {@code d}. */
  public static final String COLUMNS =
      """
      r.id, r.version, r.user_id, r.source, r.assignment_id, r.persona_primary,
      r.persona_secondary, r.type, r.title, r.rationale, r.disclaimer, r.priority, r.status,
      r.content, r.guardrails, r.pending_since, r.claimed_by, r.claimed_at, r.claim_expires_at,
      r.generated_at, r.created_at, r.updated_at,
      """
          + DECISION_COLUMNS;

  /** The tables that {@link #COLUMNS} are read from. */
  public static final String TABLES =
      "recommendation r LEFT JOIN decision d ON d.id = r.decision_id";

  private static final JsonColumn<Content> CONTENT = new JsonColumn<>("content", Content.class);
  private static final JsonColumn<GuardrailResult> GUARDRAILS =
      new JsonColumn<>("guardrails", GuardrailResult.class);

  private RecommendationRows() {}

  /** Reads {@link #COLUMNS}. */
  public static Recommendation recommendation(ResultSet row) throws SQLException {
    return new Recommendation(
        Rows.uuid(row, "id"),
        Rows.integer(row, "version"),
        Rows.text(row, "user_id"),
        Rows.text(row, "source"),
        Rows.nullableUuid(row, "assignment_id"),
        Rows.enumValue(row, "persona_primary", PersonaKind.class),
        Rows.nullableEnumValue(row, "persona_secondary", PersonaKind.class),
        Rows.enumValue(row, "type", ContentType.class),
        Rows.text(row, "title"),
        Rows.text(row, "rationale"),
        Rows.text(row, "disclaimer"),
        Rows.enumValue(row, "priority", Priority.class),
        Rows.enumValue(row, "status", RecommendationStatus.class),
        CONTENT.read(row),
        GUARDRAILS.read(row),
        Rows.nullableUuid(row, "d_id") == null ? null : decision(row),
        Rows.instant(row, "pending_since"),
        claim(row),
        Rows.instant(row, "generated_at"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  /** Reads {@link #DECISION_COLUMNS}. */
  public static Decision decision(ResultSet row) throws SQLException {
    return new Decision(
        Rows.uuid(row, "d_id"),
        Rows.uuid(row, "d_recommendation_id"),
        Rows.nullableUuid(row, "d_previous_decision_id"),
        Rows.enumValue(row, "d_kind", DecisionKind.class),
        Rows.uuid(row, "d_decided_by"),
        Rows.text(row, "d_decided_by_name"),
        Rows.instant(row, "d_decided_at"),
        Rows.nullableText(row, "d_notes"),
        Rows.enumValue(row, "d_previous_status", RecommendationStatus.class),
        Rows.instant(row, "d_undoable_until"),
        Rows.nullableInstant(row, "d_undone_at"),
        Rows.nullableLongInteger(row, "d_review_millis"),
        Rows.nullableUuid(row, "d_batch_id"));
  }

  private static @Nullable Claim claim(ResultSet row) throws SQLException {
    UUID operatorId = Rows.nullableUuid(row, "claimed_by");
    Instant claimedAt = Rows.nullableInstant(row, "claimed_at");
    Instant expiresAt = Rows.nullableInstant(row, "claim_expires_at");
    return operatorId == null || claimedAt == null || expiresAt == null
        ? null
        : new Claim(operatorId, claimedAt, expiresAt);
  }
}
