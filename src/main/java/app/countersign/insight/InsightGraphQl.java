package app.countersign.insight;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;

/** Insights in the schema; each customer's own, as they are stored. */
@Singleton
class InsightGraphQl implements GraphQlModule {
  private final Insights insights;
  private final InsightRepository stored;
  private final InsightStateRepository states;

  InsightGraphQl(Insights insights, InsightRepository stored, InsightStateRepository states) {
    this.insights = insights;
    this.stored = stored;
    this.states = states;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("Insight", Insight.class);
    wiring.type("InsightFigure", InsightFigure.class);
    wiring.type("InsightPeriod", InsightPeriod.class);
    wiring.type("InsightsSummary", InsightsSummary.class);
    wiring.type("InsightsSpending", InsightsSummary.Spending.class);
    wiring.type("InsightsShare", InsightsSummary.Share.class);
    wiring.type("InsightCount", InsightsSummary.KindCount.class);
    wiring.type("InsightPayload", InsightPayload.class);
    wiring
        .query("insights", this::page)
        .nullableQuery("insightsSummary", call -> states.summary(call.actor().id()))
        .nodes(
            "Insight", Insight.class, Role.CUSTOMER, (actor, ids) -> stored.byIds(actor.id(), ids))
        .mutation(
            "dismissInsight",
            DismissInsightInput.class,
            InsightPayload.class,
            (actor, input) ->
                new InsightPayload(insights.dismiss(actor, input.insightId()), List.of()),
            InsightPayload::refused);
  }

  private Connection<Insight> page(Call call) {
    InsightFilter filter = call.argument("filter", InsightFilter.class);
    return Connection.of(
        stored.page(call.actor().id(), filter == null ? InsightFilter.ALL : filter, call.page()));
  }
}
