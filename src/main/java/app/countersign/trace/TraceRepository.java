package app.countersign.trace;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaMatch;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.signal.SignalWindow;
import app.countersign.signal.UserSignals;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The traces. What does not read as one is a fault, never an empty trace. */
@Singleton
public class TraceRepository {
  private static final String COLUMNS =
      """
      id, recommendation_id, signals_detected_at, persona_assigned_at, content_matched_at,
      rationale_generated_at, guardrails_checked_at, signal_window, as_of, signals, matches,
      candidates, guardrails, model, created_at\
      """;

  private static final String INSERT =
      """
      INSERT INTO decision_trace (%s)
      SELECT t.id, t."recommendationId", (t.times ->> 'signalsDetectedAt')::timestamptz,
        (t.times ->> 'personaAssignedAt')::timestamptz,
        (t.times ->> 'contentMatchedAt')::timestamptz,
        (t.times ->> 'rationaleGeneratedAt')::timestamptz,
        (t.times ->> 'guardrailsCheckedAt')::timestamptz, t."window", t."asOf", t.signals,
        t."personaMatches", t."contentCandidates", t.guardrails, nullif(t.model, 'null'),
        t."createdAt"
      FROM jsonb_to_recordset(CAST(? AS jsonb)) AS t(id uuid, "recommendationId" uuid, times jsonb,
        "window" text, "asOf" date, signals jsonb, "personaMatches" jsonb,
        "contentCandidates" jsonb, guardrails jsonb, model jsonb, "createdAt" timestamptz)
      """
          .formatted(COLUMNS);

  private static final TypeReference<List<PersonaMatch>> MATCHES = new TypeReference<>() {};
  private static final TypeReference<List<ContentCandidate>> CANDIDATES = new TypeReference<>() {};

  private final Sql sql;

  TraceRepository(Sql sql) {
    this.sql = sql;
  }

  /** Writes traces by one statement, each once and for good. */
  public void insert(List<DecisionTrace> traces) {
    if (!traces.isEmpty()) {
      sql.update(INSERT, Json.write(traces));
    }
  }

  /** Those that exist, by their ids. */
  public Map<UUID, DecisionTrace> byIds(Collection<UUID> ids) {
    return find("id", ids, DecisionTrace::id);
  }

  /** Those that exist, by the recommendations they led to. */
  public Map<UUID, DecisionTrace> byRecommendation(Collection<UUID> recommendationIds) {
    return find("recommendation_id", recommendationIds, DecisionTrace::recommendationId);
  }

  private Map<UUID, DecisionTrace> find(
      String column, Collection<UUID> values, Function<DecisionTrace, UUID> key) {
    Map<UUID, DecisionTrace> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM decision_trace WHERE %s = any(?::uuid[])".formatted(COLUMNS, column),
            TraceRepository::trace,
            values)
        .forEach(trace -> found.put(key.apply(trace), trace));
    return found;
  }

  private static DecisionTrace trace(ResultSet row) throws SQLException {
    return new DecisionTrace(
        Rows.uuid(row, "id"),
        Rows.uuid(row, "recommendation_id"),
        new StepTimes(
            Rows.instant(row, "signals_detected_at"),
            Rows.instant(row, "persona_assigned_at"),
            Rows.instant(row, "content_matched_at"),
            Rows.instant(row, "rationale_generated_at"),
            Rows.instant(row, "guardrails_checked_at")),
        Rows.enumValue(row, "signal_window", SignalWindow.class),
        Rows.date(row, "as_of"),
        Rows.json(row, "signals", UserSignals.class),
        Json.read(Rows.text(row, "matches"), MATCHES),
        Json.read(Rows.text(row, "candidates"), CANDIDATES),
        Rows.json(row, "guardrails", GuardrailResult.class),
        Rows.nullableJson(row, "model", ModelUse.class),
        Rows.instant(row, "created_at"));
  }
}
