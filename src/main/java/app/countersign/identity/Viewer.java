package app.countersign.identity;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Role;
import java.util.List;
import java.util.UUID;

/**
 * The caller.
 *
 * @param role the role in force for this call
 * @param isToken whether the caller is a script with an access token
 */
public record Viewer(
    UUID id, String name, Role role, List<Permission> permissions, boolean isToken) {
  /** The actor of a call as shown to itself. */
  static Viewer of(Actor actor) {
    return new Viewer(
        actor.id(),
        actor.name(),
        actor.role(),
        Permission.of(actor.role()),
        actor.kind() == Actor.Kind.TOKEN);
  }
}
