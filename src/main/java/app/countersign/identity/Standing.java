package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about a credential that is in force.
 *
 * @param id the session's, or the access token's
 * @param ownerRole what its owner may do now
 * @param credentialRole the most the credential may do; the owner's role for a session
 * @param expiresAt when it ends by itself
 * @param lastUsedAt when an access token was last used; null for sessions, and when never
 */
@Introspected
record Standing(
    UUID id,
    UUID personId,
    String name,
    Role ownerRole,
    Role credentialRole,
    Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  /** The actor it stands for; empty when owner and credential have no role in common. */
  Optional<Actor> actor(Actor.Kind kind) {
    return lesser(ownerRole, credentialRole).map(role -> new Actor(personId, name, role, kind, id));
  }

  private static Optional<Role> lesser(Role one, Role other) {
    if (one.includes(other)) {
      return Optional.of(other);
    }
    return other.includes(one) ? Optional.of(one) : Optional.empty();
  }
}
