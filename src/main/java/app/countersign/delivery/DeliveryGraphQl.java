package app.countersign.delivery;

import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deliveries in the schema. */
@Singleton
class DeliveryGraphQl implements GraphQlModule {
  private final DeliveryRepository deliveries;

  DeliveryGraphQl(DeliveryRepository deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("Delivery", Delivery.class)
        .field("attemptCount", (delivery, call) -> delivery.attempts())
        .nullable(
            "nextAttemptAt",
            (delivery, call) ->
                delivery.status() == DeliveryStatus.QUEUED ? delivery.nextAttemptAt() : null);
    wiring.nodes("Delivery", Delivery.class, Role.ANALYST, this::byIds);
  }

  private Map<UUID, Delivery> byIds(Set<UUID> ids) {
    return deliveries.byIds(ids).stream()
        .collect(Collectors.toMap(Delivery::id, Function.identity()));
  }
}
