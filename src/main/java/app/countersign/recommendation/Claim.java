package app.countersign.recommendation;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody works on a recommendation.
 *
 * @param claimedAt since when; renewing leaves it as it is
 * @param expiresAt the first instant at which it no longer holds
 */
public record Claim(UUID operatorId, Instant claimedAt, Instant expiresAt) {
  /** Whether it holds at an instant. */
  public boolean holdsAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
