package app.countersign.knot;

import java.time.Instant;

/**
 * Lets a person link an account in their own browser or app.
 *
 * @param token a secret of that person
 */
public record KnotSession(String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "KnotSession until " + expiresAt;
  }
}
