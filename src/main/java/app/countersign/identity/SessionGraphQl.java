package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.Wiring;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's own sessions in the schema. */
@Singleton
class SessionGraphQl implements GraphQlModule {
  private final OwnSessions sessions;
  private final Operators operators;

  SessionGraphQl(OwnSessions sessions, Operators operators) {
    this.sessions = sessions;
    this.operators = operators;
  }

  record RevokeSessionInput(UUID sessionId, @Nullable String idempotencyKey) {}

  record RevokeSessionPayload(@Nullable OpenSession session, List<UserError> userErrors) {}

  @Override
  public void wire(Wiring wiring) {
    wiring
        .type("CurrentSession", CurrentSession.class)
        .batchedNullable("operator", CurrentSession::personId, operators::byIds);
    wiring.type("OpenSession", OpenSession.class);
    wiring.nullableQuery(
        "session",
        call -> {
          Actor actor = call.actorOrNull();
          return actor == null ? null : sessions.current(actor);
        });
    wiring.query("sessions", call -> Connection.of(sessions.live(call.actor(), call.page())));
    wiring.mutation(
        "revokeSession",
        RevokeSessionInput.class,
        RevokeSessionPayload.class,
        (actor, input) ->
            new RevokeSessionPayload(sessions.revoke(actor, input.sessionId()), List.of()),
        errors -> new RevokeSessionPayload(null, errors));
  }
}
