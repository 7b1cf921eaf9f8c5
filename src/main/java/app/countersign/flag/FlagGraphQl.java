package app.countersign.flag;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.recommendation.Recommendation;
import app.countersign.recommendation.RecommendationRepository;
import jakarta.inject.Singleton;

/** Flags in the schema. */
@Singleton
class FlagGraphQl implements GraphQlModule {
  private final FlagRepository flags;
  private final RecommendationRepository recommendations;

  FlagGraphQl(FlagRepository flags, RecommendationRepository recommendations) {
    this.flags = flags;
    this.recommendations = recommendations;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Flag", Flag.class)
        .batchedNullable("recommendation", Flag::recommendationId, recommendations::byIds);
    wiring
        .type("Recommendation", Recommendation.class)
        .batchedConnection(
            "flags",
            Recommendation::id,
            (ids, page, call) ->
                Connection.ofAll(
                    flags.pagesByRecommendation(
                        ids, call.argument("resolved", Boolean.class), page)));
    wiring.query("flags", this::page).nodes("Flag", Flag.class, Role.ANALYST, flags::byIds);
  }

  private Connection<Flag> page(Call call) {
    FlagFilter filter = call.argument("filter", FlagFilter.class);
    return Connection.of(flags.page(filter == null ? FlagFilter.ALL : filter, call.page()));
  }
}
