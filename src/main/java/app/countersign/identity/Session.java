package app.countersign.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in session, as it is told to the person once.
 *
 * @param accessToken the bearer token
 * @param refreshToken traded in for the next pair; works once
 * @param expiresAt when the access token stops working
 * @param personId who signed in
 * @param operator the same at the desk; null for a customer
 */
public record Session(
    String accessToken,
    String refreshToken,
    Instant expiresAt,
    UUID personId,
    @Nullable Operator operator) {
  /** Without the tokens, which belong in no log. */
  @Override
  public String toString() {
    return "Session[%s until %s]".formatted(personId, expiresAt);
  }
}
