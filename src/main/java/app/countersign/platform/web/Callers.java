package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds who calls and counts the request against their rate limit: the way into every endpoint that
 * works for signed-in callers. May ask the database, so not for an event loop.
 */
@Singleton
public final class Callers {
  private static final String BEARER = "bearer ";
  private static final int MOST_TOKEN_LENGTH = 8_192;

  private final Authenticator authenticator;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  Callers(Authenticator authenticator, RateLimits limits, ClientAddresses addresses) {
    this.authenticator = authenticator;
    this.limits = limits;
    this.addresses = addresses;
  }

  /**
   * The actor behind the request; null when it has no Authorization header.
   *
   * @throws RequestError UNAUTHENTICATED when the header does not authenticate, RATE_LIMITED when
   *     too many requests came from the caller
   */
  public @Nullable Actor admit(HttpRequest<?> request) {
    Actor actor =
        admit(addresses.of(request), request.getHeaders().getAll(HttpHeaders.AUTHORIZATION));
    if (actor != null) {
      RequestNotes.of(request).actor(actor);
    }
    return actor;
  }

  /**
   * The actor behind the values of an Authorization header; null when there is none.
   *
   * @param address where the caller is, as {@link ClientAddresses} tells it
   * @throws RequestError as for a request
   */
  public @Nullable Actor admit(String address, List<String> headers) {
    if (headers.isEmpty()) {
      limits.take(address);
      return null;
    }
    limits.checkFailures(address);
    Actor actor = standing(headers);
    if (actor == null) {
      limits.takeFailure(address);
      throw refusal();
    }
    limits.take(actor);
    return actor;
  }

  /** The actor as of now behind headers that were admitted; null when they are good no more. */
  public @Nullable Actor standing(List<String> headers) {
    return headers.size() == 1 ? authenticate(headers.getFirst()).orElse(null) : null;
  }

  /** What is said of an Authorization header that is no good. */
  public static RequestError refusal() {
    return new RequestError(
        RequestErrorCode.UNAUTHENTICATED, "The Authorization header does not authenticate.");
  }

  private Optional<Actor> authenticate(String header) {
    if (header.length() > MOST_TOKEN_LENGTH
        || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    String token = header.substring(BEARER.length()).strip();
    return token.isEmpty() ? Optional.empty() : authenticator.authenticate(token);
  }
}
