package app.countersign.systemmetrics;

import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.TimeZones;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.Objects;

/** System metrics in the schema. */
@Singleton
class SystemMetricsGraphQl implements GraphQlModule {
  private static final int USUAL_DAYS = 30;

  private final MetricsReport report;

  SystemMetricsGraphQl(MetricsReport report) {
    this.report = report;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("SystemMetrics", SystemMetrics.class);
    wiring.query("systemMetrics", this::metrics);
  }

  private SystemMetrics metrics(Call call) {
    return report.of(
        Objects.requireNonNullElse(call.argument("days", Integer.class), USUAL_DAYS),
        TimeZones.of(call));
  }
}
