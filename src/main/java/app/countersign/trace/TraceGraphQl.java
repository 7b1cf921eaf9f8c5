package app.countersign.trace;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decision traces in the schema. */
@Singleton
class TraceGraphQl implements GraphQlModule {
  private final TraceRepository traces;
  private final RecommendationRepository recommendations;

  TraceGraphQl(TraceRepository traces, RecommendationRepository recommendations) {
    this.traces = traces;
    this.recommendations = recommendations;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("DecisionTrace", TraceFacts.class)
        .batchedNullable("recommendation", TraceFacts::recommendationId, recommendations::byIds)
        .batched("signals", TraceFacts::id, traces::signals)
        .batched("personaMatches", TraceFacts::id, traces::personaMatches)
        .batched("contentCandidates", TraceFacts::id, traces::contentCandidates)
        .batched("guardrails", TraceFacts::id, traces::guardrails)
        .batchedNullable("model", TraceFacts::id, traces::models);
    wiring
        .type("Recommendation", Recommendation.class)
        .batchedNullable("trace", Recommendation::id, traces::byRecommendation);
    wiring
        .type("ContentCandidate", ContentCandidate.class)
        .field("isChosen", (candidate, call) -> candidate.chosen())
        .field("score", (candidate, call) -> candidate.score().doubleValue());
    wiring
        .type("ScorePart", ScorePart.class)
        .field("value", (part, call) -> part.value().doubleValue())
        .field("weight", (part, call) -> part.weight().doubleValue());
    wiring
        .type("ModelUse", ModelUse.class)
        .nullable("temperature", (model, call) -> doubleOrNull(model.temperature()));
    wiring.nodes("DecisionTrace", TraceFacts.class, Role.ANALYST, traces::byIds);
  }

  private static @Nullable Double doubleOrNull(@Nullable BigDecimal number) {
    return number == null ? null : number.doubleValue();
  }
}
