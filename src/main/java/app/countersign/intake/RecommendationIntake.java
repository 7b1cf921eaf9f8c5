package app.countersign.intake;

import app.countersign.audit.AuditAction;
import app.countersign.audit.AuditEvent;
import app.countersign.audit.AuditTrail;
import app.countersign.platform.access.Actor;
import app.countersign.platform.db.Ids;
import app.countersign.platform.db.Json;
import app.countersign.platform.db.Rows;
import app.countersign.platform.db.Sql;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.TraceRepository;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings recommendations to the desk, by the same number of statements however many. */
@Singleton
public class RecommendationIntake {
  private static final String INSERT =
      """
      INSERT INTO recommendation (id, user_id, source, assignment_id, persona_primary,
        persona_secondary, type, title, rationale, disclaimer, priority, status, content_id,
        content, guardrails, guardrails_passed, pending_since, generated_at, created_at,
        updated_at)
      SELECT n.id, n."userId", n.source, n."assignmentId", n."personaPrimary",
        n."personaSecondary", n.type, n.title, n.rationale, n.disclaimer, n.priority, 'PENDING',
        n.content ->> 'id', n.content, n.guardrails, n."guardrailsPassed", n.now, n."generatedAt",
        n.now, n.now
      FROM jsonb_to_recordset(CAST(? AS jsonb)) AS n(id uuid, "userId" text, source text,
        "assignmentId" uuid, "personaPrimary" text, "personaSecondary" text, type text, title text,
        rationale text, disclaimer text, priority text, content jsonb, guardrails jsonb,
        "guardrailsPassed" boolean, "generatedAt" timestamptz, now timestamptz)
      ON CONFLICT (user_id, content_id, assignment_id) WHERE assignment_id IS NOT NULL DO NOTHING
      RETURNING id
      """;

  private final Sql sql;
  private final TraceRepository traces;
  private final RecommendationRepository recommendations;
  private final AuditTrail audit;
  private final Clock clock;

  RecommendationIntake(
      Sql sql,
      TraceRepository traces,
      RecommendationRepository recommendations,
      AuditTrail audit,
      Clock clock) {
    this.sql = sql;
    this.traces = traces;
    this.recommendations = recommendations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What became of one.
   *
   * @param recommendation as it came to the desk; null when it had been there before
   */
  public record Arrival(NewRecommendation item, @Nullable Recommendation recommendation) {}

  /**
   * Creates what is not there yet, with traces and audit entries; what is there stays as it is and
   * gets no second trace.
   *
   * @return one for each item, in the order given
   */
  @Transactional
  public List<Arrival> create(Actor actor, List<NewRecommendation> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    Map<UUID, NewRecommendation> byId = new LinkedHashMap<>();
    items.forEach(item -> byId.put(Ids.next(), item));
    Set<UUID> created = new HashSet<>(insert(byId, now));
    List<DecisionTrace> newTraces = new ArrayList<>();
    byId.forEach(
        (id, item) -> {
          if (created.contains(id) && item.trace() != null) {
            newTraces.add(trace(id, item, item.trace(), now));
          }
        });
    traces.insert(newTraces);
    Map<UUID, Recommendation> stored = recommendations.byIds(created);
    audit.recordAll(
        actor,
        byId.keySet().stream()
            .filter(created::contains)
            .map(id -> event(id, Objects.requireNonNull(byId.get(id))))
            .toList());
    List<Arrival> arrivals = new ArrayList<>(items.size());
    byId.forEach((id, item) -> arrivals.add(new Arrival(item, stored.get(id))));
    return arrivals;
  }

  private List<UUID> insert(Map<UUID, NewRecommendation> byId, Instant now) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>(byId.size());
    byId.forEach((id, item) -> rows.add(row(id, item, now)));
    return sql.list(INSERT, row -> Rows.uuid(row, "id"), Json.write(rows));
  }

  private static Map<String, @Nullable Object> row(UUID id, NewRecommendation item, Instant now) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("userId", item.userId());
    row.put("source", item.source());
    row.put("assignmentId", item.assignmentId());
    row.put("personaPrimary", item.personaPrimary());
    row.put("personaSecondary", item.personaSecondary());
    row.put("type", item.type());
    row.put("title", item.title());
    row.put("rationale", item.rationale());
    row.put("disclaimer", item.disclaimer());
    row.put("priority", item.priority());
    row.put("content", item.content());
    row.put("guardrails", item.guardrails());
    row.put("guardrailsPassed", item.guardrails().passed());
    row.put("generatedAt", item.generatedAt());
    row.put("now", now);
    return row;
  }

  private static DecisionTrace trace(
      UUID recommendationId, NewRecommendation item, NewTrace trace, Instant now) {
    return new DecisionTrace(
        Ids.next(),
        recommendationId,
        trace.times(),
        trace.window(),
        trace.asOf(),
        trace.signals(),
        trace.personaMatches(),
        trace.contentCandidates(),
        item.guardrails(),
        trace.model(),
        now);
  }

  private static AuditEvent event(UUID id, NewRecommendation item) {
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("status", "PENDING");
    after.put("version", 1);
    after.put("source", item.source());
    after.put("type", item.type());
    after.put("contentId", item.content().id());
    after.put("priority", item.priority());
    after.put("title", item.title());
    after.put("rationale", item.rationale());
    after.put("guardrailsPassed", item.guardrails().passed());
    return AuditEvent.ofRecommendation(id, item.userId(), AuditAction.CREATE, null, null, after);
  }
}
