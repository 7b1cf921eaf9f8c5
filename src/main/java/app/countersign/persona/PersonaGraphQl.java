package app.countersign.persona;

import app.countersign.ledger.User;
import app.countersign.ledger.Users;
import app.countersign.platform.access.Role;
import app.countersign.platform.graphql.Call;
import app.countersign.platform.graphql.Connection;
import app.countersign.platform.graphql.GraphQlModule;
import app.countersign.platform.graphql.Wiring;
import app.countersign.signal.SignalWindow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the schema tells of a user's personas. */
@Singleton
class PersonaGraphQl implements GraphQlModule {
  private final PersonaAssignmentRepository assignments;
  private final PersonaTransitionRepository transitions;
  private final PersonaTenures tenures;
  private final PersonaProfiles profiles;
  private final PersonaArguments arguments;
  private final Users users;

  PersonaGraphQl(
      PersonaAssignmentRepository assignments,
      PersonaTransitionRepository transitions,
      PersonaTenures tenures,
      PersonaProfiles profiles,
      PersonaArguments arguments,
      Users users) {
    this.assignments = assignments;
    this.transitions = transitions;
    this.tenures = tenures;
    this.profiles = profiles;
    this.arguments = arguments;
    this.users = users;
  }

  @Override
  public void wire(Wiring wiring) {
    wireTypes(wiring);
    wireUser(wiring);
    wiring
        .nullableQuery("persona", this::persona)
        .nullableQuery("personaTenure", this::personaTenure)
        .query("personaHistory", this::personaHistory)
        .query("transitions", this::transitions)
        .query("personaProfiles", call -> profiles.all())
        .nodes("PersonaAssignment", PersonaAssignment.class, Role.ANALYST, assignments::byIds)
        .nodes("PersonaTransition", PersonaTransition.class, Role.ANALYST, transitions::byIds);
  }

  private void wireTypes(Wiring wiring) {
    wiring
        .type("PersonaAssignment", PersonaAssignment.class)
        .batchedNullable("user", PersonaAssignment::userId, users::byIds);
    wiring
        .type("PersonaMatch", PersonaMatch.class)
        .field("score", (match, call) -> match.score().doubleValue());
    wiring
        .type("PersonaTransition", PersonaTransition.class)
        .batchedNullable("user", PersonaTransition::userId, users::byIds);
    wiring
        .type("PersonaTenure", PersonaTenure.class)
        .nullable("previousPersona", (tenure, call) -> tenure.previous());
    wiring
        .type("PersonaProfile", PersonaProfile.class)
        .field("kind", (profile, call) -> profile.persona());
  }

  private void wireUser(Wiring wiring) {
    wiring
        .type("User", User.class)
        .batchedNullable(
            "persona", User::id, (userIds, call) -> assignments.latest(userIds, window(call)))
        .batchedNullable(
            "personaTenure",
            User::id,
            (userIds, call) -> tenures.of(userIds, window(call), arguments.asOf(call)))
        .batchedConnection(
            "personaHistory",
            User::id,
            (userIds, page, call) ->
                Connection.ofAll(assignments.history(userIds, window(call), page)))
        .batchedConnection(
            "transitions",
            User::id,
            (userIds, page, call) ->
                Connection.ofAll(transitions.ofUsers(userIds, anyWindow(call), page)));
  }

  private @Nullable PersonaAssignment persona(Call call) {
    String userId = call.text("userId");
    return assignments.latest(List.of(userId), window(call)).get(userId);
  }

  private @Nullable PersonaTenure personaTenure(Call call) {
    String userId = call.text("userId");
    return tenures.of(List.of(userId), window(call), arguments.asOf(call)).get(userId);
  }

  private Connection<PersonaAssignment> personaHistory(Call call) {
    String userId = call.text("userId");
    return Connection.ofAll(assignments.history(Set.of(userId), window(call), call.page()))
        .getOrDefault(userId, Connection.empty());
  }

  private Connection<PersonaTransition> transitions(Call call) {
    return Connection.of(
        transitions.page(
            call.argument("userId", String.class),
            anyWindow(call),
            call.argument("isPositive", Boolean.class),
            call.page()));
  }

  private static SignalWindow window(Call call) {
    return PersonaArguments.window(call, SignalWindow.DAYS_180);
  }

  private static @Nullable SignalWindow anyWindow(Call call) {
    return call.argument("window", SignalWindow.class);
  }
}
