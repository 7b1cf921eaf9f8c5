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
  private static final String FACTS =
      """
      id, recommendation_id, signals_detected_at, persona_assigned_at, content_matched_at,
      rationale_generated_at, guardrails_checked_at, signal_window, as_of, created_at\
      """;

  private static final String INSERT =
      """
      INSERT INTO decision_trace (%s, signals, matches, candidates, guardrails, model)
      SELECT t.id, t."recommendationId", (t.times ->> 'signalsDetectedAt')::timestamptz,
        (t.times ->> 'personaAssignedAt')::timestamptz,
        (t.times ->> 'contentMatchedAt')::timestamptz,
        (t.times ->> 'rationaleGeneratedAt')::timestamptz,
        (t.times ->> 'guardrailsCheckedAt')::timestamptz, t."window", t."asOf",
        t."createdAt", t.signals, t."personaMatches", t."contentCandidates", t.guardrails,
        nullif(t.model, 'null')
      FROM jsonb_to_recordset(CAST(? AS jsonb)) AS t(id uuid, "recommendationId" uuid, times jsonb,
        "window" text, "asOf" date, signals jsonb, "personaMatches" jsonb,
        "contentCandidates" jsonb, guardrails jsonb, model jsonb, "createdAt" timestamptz)
      """
          .formatted(FACTS);

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
  public Map<UUID, TraceFacts> byIds(Collection<UUID> ids) {
    return find("id", ids, TraceFacts::id);
  }

  /** Those that exist, by the recommendations they led to. */
  public Map<UUID, TraceFacts> byRecommendation(Collection<UUID> recommendationIds) {
    return find("recommendation_id", recommendationIds, TraceFacts::recommendationId);
  }

  /** The signals as they were read, by trace. */
  public Map<UUID, UserSignals> signals(Collection<UUID> ids) {
    return seen("signals", ids, text -> Json.read(text, UserSignals.class));
  }

  /** Every persona that was checked, by trace. */
  public Map<UUID, List<PersonaMatch>> personaMatches(Collection<UUID> ids) {
    return seen("matches", ids, text -> Json.read(text, MATCHES));
  }

  /** Every piece of content that was considered, best first, by trace. */
  public Map<UUID, List<ContentCandidate>> contentCandidates(Collection<UUID> ids) {
    return seen("candidates", ids, text -> Json.read(text, CANDIDATES));
  }

  /** The checks as they found the first text, by trace. */
  public Map<UUID, GuardrailResult> guardrails(Collection<UUID> ids) {
    return seen("guardrails", ids, text -> Json.read(text, GuardrailResult.class));
  }

  /** The language models that took part, by trace; without those where none did. */
  public Map<UUID, ModelUse> models(Collection<UUID> ids) {
    return seen("model", ids, text -> Json.read(text, ModelUse.class));
  }

  private <T> Map<UUID, T> seen(String column, Collection<UUID> ids, Function<String, T> read) {
    Map<UUID, T> found = new LinkedHashMap<>();
    sql.list(
            "SELECT id, %1$s AS seen FROM decision_trace WHERE id = any(?::uuid[]) AND %1$s IS NOT NULL"
                .formatted(column),
            row -> Map.entry(Rows.uuid(row, "id"), read.apply(Rows.text(row, "seen"))),
            ids)
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  private Map<UUID, TraceFacts> find(
      String column, Collection<UUID> values, Function<TraceFacts, UUID> key) {
    Map<UUID, TraceFacts> found = new LinkedHashMap<>();
    sql.list(
            "SELECT %s FROM decision_trace WHERE %s = any(?::uuid[])".formatted(FACTS, column),
            TraceRepository::facts,
            values)
        .forEach(trace -> found.put(key.apply(trace), trace));
    return found;
  }

  private static TraceFacts facts(ResultSet row) throws SQLException {
    return new TraceFacts(
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
        Rows.instant(row, "created_at"));
  }
}
