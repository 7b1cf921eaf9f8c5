package app.countersign.identity;

import java.time.Instant;

/**
 * A signed-in session, as it is told to the person once.
 *
 * @param accessToken the bearer token
 * @param refreshToken traded in for the next pair; works once
 * @param expiresAt when the access token stops working
 * @param operator who signed in
 */
public record Session(
    String accessToken, String refreshToken, Instant expiresAt, Operator operator) {
  /** Without the tokens, which belong in no log. */
  @Override
  public String toString() {
    return "Session[%s until %s]".formatted(operator, expiresAt);
  }
}
