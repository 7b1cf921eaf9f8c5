package app.countersign.identity;

import app.countersign.platform.access.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of an operator, as asked for; null leaves a thing as it is. */
public record UpdateOperatorInput(
    UUID operatorId,
    @Nullable Role role,
    @Nullable Boolean isActive,
    @Nullable String password,
    @Nullable Integer expectedVersion,
    @Nullable String idempotencyKey) {
  /** Without the password, which belongs in no log. */
  @Override
  public String toString() {
    return "UpdateOperatorInput[%s, %s, %s]".formatted(operatorId, role, isActive);
  }
}
