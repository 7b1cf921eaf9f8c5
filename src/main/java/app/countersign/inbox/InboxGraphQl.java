package app.countersign.inbox;

import app.countersign.chat.ChatMessage;
import app.countersign.chat.MessageKind;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;

/** Delivered recommendations in the schema. */
@Singleton
class InboxGraphQl implements GraphQlModule {
  private final InboxRepository inbox;

  InboxGraphQl(InboxRepository inbox) {
    this.inbox = inbox;
  }

  @Override
  public void wire(Wiring wiring) {
    wiring.type("DeliveredRecommendation", DeliveredRecommendation.class);
    wiring
        .type("ChatMessage", ChatMessage.class)
        .batchedNullable(
            "recommendation",
            message -> message.kind() == MessageKind.NOTICE ? message.id() : null,
            inbox::byMessages);
    wiring.query(
        "myRecommendations", call -> Connection.of(inbox.page(call.actor().id(), call.page())));
    wiring.nodes(
        "DeliveredRecommendation",
        DeliveredRecommendation.class,
        Role.CUSTOMER,
        (actor, ids) -> inbox.byIds(actor.id(), ids));
  }
}
