package app.countersign.identity;

import app.countersign.identity.SignedTokens.Audience;
import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Knows both kinds of bearer token: of signed-in people and of their scripts. */
@Singleton
class PersonAuthenticator implements Authenticator {
  private final SignedTokens signed;
  private final Standings standings;

  PersonAuthenticator(SignedTokens signed, Standings standings) {
    this.signed = signed;
    this.standings = standings;
  }

  @Override
  public Optional<Actor> authenticate(String bearerToken) {
    return bearerToken.startsWith(AccessTokens.PREFIX)
        ? OpaqueToken.parse(AccessTokens.PREFIX, bearerToken).flatMap(standings::ofToken)
        : signed.read(Audience.API, bearerToken).flatMap(standings::ofSession);
  }
}
