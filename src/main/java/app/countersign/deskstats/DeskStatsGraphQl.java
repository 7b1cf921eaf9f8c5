package app.countersign.deskstats;

import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The desk's figures and alerts in the schema. */
@Singleton
class DeskStatsGraphQl implements GraphQlModule {
  private final DeskStats stats;

  DeskStatsGraphQl(DeskStats stats) {
    this.stats = stats;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("OperatorStats", OperatorStats.class);
    wiring.type("Alert", Alert.class);
    wiring
        .query(
            "operatorStats",
            call -> stats.stats(call.argument("operatorId", UUID.class), TimeZones.of(call)))
        .query("alerts", call -> stats.alerts(TimeZones.of(call)));
  }
}
