package app.countersign.platform.socket;

import app.countersign.platform.graphql.RequestError;
import app.countersign.platform.graphql.RequestErrorCode;
import app.countersign.platform.web.Answers;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a WebSocket to pages of other sites: browsers let any page open one, and only tell where
 * the page is from. Served are this server's own pages, those that CORS allows, and whatever is no
 * page and so has no origin.
 */
@ServerFilter(GraphQlSocket.PATH)
final class OriginFilter {
  private final Set<String> allowed;
  private final Answers answers;

  OriginFilter(
      @Property(name = "countersign.cors.allowed-origins", defaultValue = "") List<String> allowed,
      Answers answers) {
    this.allowed =
        allowed.stream()
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.answers = answers;
  }

  /** Answers 403 for a foreign origin; null lets the request pass. */
  @RequestFilter
  @Nullable MutableHttpResponse<byte[]> check(HttpRequest<?> request) {
    List<String> origins = request.getHeaders().getAll(HttpHeaders.ORIGIN);
    if (!Handshake.isAskedFor(request) || origins.isEmpty()) {
      return null;
    }
    if (origins.size() == 1 && isKnown(origins.getFirst().strip(), request)) {
      return null;
    }
    return answers.refused(
        new RequestError(
            RequestErrorCode.FORBIDDEN, "Pages of this origin may not connect to this server."),
        request);
  }

  private boolean isKnown(String origin, HttpRequest<?> request) {
    String host = request.getHeaders().get(HttpHeaders.HOST);
    return allowed.contains(origin.toLowerCase(Locale.ROOT))
        || host != null && host.equalsIgnoreCase(hostOf(origin));
  }

  /** The origin's host with its port unless it is the scheme's own; null when it has none. */
  private static @Nullable String hostOf(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
