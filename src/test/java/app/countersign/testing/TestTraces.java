package app.countersign.testing;

import app.countersign.guardrail.GuardrailResult;
import app.countersign.persona.PersonaMatch;
import app.countersign.signal.UserSignals;
import app.countersign.trace.ContentCandidate;
import app.countersign.trace.DecisionTrace;
import app.countersign.trace.ModelUse;
import app.countersign.trace.TraceFacts;
import app.countersign.trace.TraceRepository;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Traces as they were put on record, read back part by part. */
public final class TestTraces {
  private TestTraces() {}

  /** Those of these recommendations that have one. */
  public static Map<UUID, DecisionTrace> of(
      TraceRepository traces, Collection<UUID> recommendationIds) {
    Map<UUID, TraceFacts> facts = traces.byRecommendation(recommendationIds);
    Set<UUID> ids = facts.values().stream().map(TraceFacts::id).collect(Collectors.toSet());
    Map<UUID, UserSignals> signals = traces.signals(ids);
    Map<UUID, List<PersonaMatch>> matches = traces.personaMatches(ids);
    Map<UUID, List<ContentCandidate>> candidates = traces.contentCandidates(ids);
    Map<UUID, GuardrailResult> guardrails = traces.guardrails(ids);
    Map<UUID, ModelUse> models = traces.models(ids);
    Map<UUID, DecisionTrace> found = new HashMap<>();
    facts.forEach(
        (recommendation, trace) ->
            found.put(
                recommendation,
                new DecisionTrace(
                    trace.id(),
                    trace.recommendationId(),
                    trace.times(),
                    trace.window(),
                    trace.asOf(),
                    Objects.requireNonNull(signals.get(trace.id())),
                    Objects.requireNonNull(matches.get(trace.id())),
                    Objects.requireNonNull(candidates.get(trace.id())),
                    Objects.requireNonNull(guardrails.get(trace.id())),
                    models.get(trace.id()),
                    trace.createdAt())));
    return found;
  }
}
