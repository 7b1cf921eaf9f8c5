package app.countersign.identity;

import app.countersign.platform.access.Role;
import org.jspecify.annotations.Nullable;

/** A new access token, as asked for. */
public record CreateAccessTokenInput(String name, Role role, @Nullable Integer expiresInDays) {
  private static final int DEFAULT_DAYS = 90;

  /** For how long it is to work. */
  int days() {
    return expiresInDays == null ? DEFAULT_DAYS : expiresInDays;
  }
}
