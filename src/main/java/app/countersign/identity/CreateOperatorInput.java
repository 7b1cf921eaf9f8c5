package app.countersign.identity;

import app.countersign.platform.access.Role;
import org.jspecify.annotations.Nullable;

/** A new operator, as asked for. */
public record CreateOperatorInput(
    String email, String name, Role role, String password, @Nullable String idempotencyKey) {
  /** Without address and password, which belong in no log. */
  @Override
  public String toString() {
    return "CreateOperatorInput[" + role + "]";
  }
}
