package app.countersign.testing;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.access.Role;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The name of a role is the token of somebody who has it; customers have tokens of their own. */
@Singleton
@Replaces(Authenticator.class)
@Requires(property = "testing.role-names-as-tokens")
public class TestCallers implements Authenticator {
  static final String CUSTOMER = "CUSTOMER:";

  @Override
  public Optional<Actor> authenticate(String bearerToken) {
    if (bearerToken.startsWith(CUSTOMER)) {
      String[] parts = bearerToken.split(":", 3);
      return Optional.of(
          new Actor(UUID.fromString(parts[1]), parts[2], Role.CUSTOMER, Actor.Kind.PERSON, null));
    }
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(bearerToken))
        .map(TestCallers::actor)
        .findFirst();
  }

  /** Who calls with the name of the role. */
  public static Actor actor(Role role) {
    UUID id = UUID.nameUUIDFromBytes(role.name().getBytes(StandardCharsets.UTF_8));
    return new Actor(id, "The " + role, role, Actor.Kind.PERSON, null);
  }
}
