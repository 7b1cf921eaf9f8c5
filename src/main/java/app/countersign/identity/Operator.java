package app.countersign.identity;

import app.countersign.platform.access.Role;
import java.time.Instant;
import java.util.UUID;

/**
 * A person who works at the desk.
 *
 * @param email the address to sign in with, in lower case; for administrators and oneself only
 * @param version grows by one with every change
 */
public record Operator(
    UUID id,
    String name,
    String email,
    Role role,
    boolean isActive,
    int version,
    Instant createdAt) {
  /** Without the address, which belongs in no log. */
  @Override
  public String toString() {
    return "Operator[%s, %s, version %d]".formatted(id, role, version);
  }
}
