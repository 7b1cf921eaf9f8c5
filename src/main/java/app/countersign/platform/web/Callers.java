package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import app.countersign.platform.access.Authenticator;
import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
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
    String address = addresses.of(request);
    List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      limits.take(address);
      return null;
    }
    limits.checkFailures(address);
    Optional<Actor> actor =
        headers.size() == 1 ? authenticate(headers.getFirst()) : Optional.empty();
    if (actor.isEmpty()) {
      limits.takeFailure(address);
      throw new RequestError(
          RequestErrorCode.UNAUTHENTICATED, "The Authorization header does not authenticate.");
    }
    limits.take(actor.get());
    RequestNotes.of(request).actor(actor.get());
    return actor.get();
  }

  private Optional<Actor> authenticate(String header) {
    if (header.length() > MOST_TOKEN_LENGTH
        || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Optional.empty();
    }
    String token = header.substring(BEARER.length()).strip();
    return token.isEmpty() ? Optional.empty() : authenticator.authenticate(token);
  }
}
