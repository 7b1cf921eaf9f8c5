package app.countersign.identity;

import app.countersign.identity.SignedTokens.Audience;
import app.countersign.platform.graphql.ActionLimits;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.web.GraphiqlSessions;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The door of the GraphiQL page. Behind the page's cookie is a session as behind any access token,
 * so that it ends when the account is deactivated; the audience keeps the two apart. Failures are
 * counted per e-mail address, wherever they come from, and attempts with those of the API per
 * caller's address. Only the desk comes in.
 */
@Singleton
class GraphiqlDoor implements GraphiqlSessions {
  private final SignIn signIn;
  private final ActionLimits limits;
  private final SignedTokens tokens;
  private final Standings standings;

  GraphiqlDoor(SignIn signIn, ActionLimits limits, SignedTokens tokens, Standings standings) {
    this.signIn = signIn;
    this.limits = limits;
    this.tokens = tokens;
    this.standings = standings;
  }

  @Override
  public Optional<String> open(String email, String password, String address) {
    try {
      limits.take(SignIn.LIMIT, null, address);
      return Optional.of(signIn.signInToPage(email, password));
    } catch (RefusedException | RequestError _) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isValid(String cookieValue) {
    return tokens.read(Audience.PAGE, cookieValue).flatMap(standings::ofSession).isPresent();
  }
}
