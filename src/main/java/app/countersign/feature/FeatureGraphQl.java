package app.countersign.feature;

import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;

/** What is switched on, in the schema. */
@Singleton
class FeatureGraphQl implements GraphQlModule {
  private final Features features;

  FeatureGraphQl(Features features) {
    this.features = features;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("Features", Features.class);
    wiring.query("features", call -> features);
  }
}
