package app.countersign.platform.access;

import java.util.Optional;

/** Turns the bearer token of a request into the one who acts. */
@FunctionalInterface
public interface Authenticator {
  /** Empty when the token is unknown, expired or revoked; never throws for a bad token. */
  Optional<Actor> authenticate(String bearerToken);
}
