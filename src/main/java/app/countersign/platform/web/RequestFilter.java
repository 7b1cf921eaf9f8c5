package app.countersign.platform.web;

import app.countersign.platform.access.Actor;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Around every request: its id, the security headers of its answer, and one line in the log.
 * Health, metrics and assets are not logged.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger("app.countersign.requests");
  private static final List<String> QUIET =
      List.of("/health", "/prometheus", "/graphiql/assets", "/favicon.ico");
  private static final Pattern PLAIN_STEP = Pattern.compile("/[A-Za-z0-9-]{0,32}");
  private static final String CSP = "Content-Security-Policy";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String GRAPHIQL =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
          + " worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none';"
          + " form-action 'self'";

  private final boolean isTransportStrict;

  RequestFilter(
      @Property(name = "countersign.strict-transport", defaultValue = "false")
          boolean isTransportStrict) {
    this.isTransportStrict = isTransportStrict;
  }

  /** Starts the clock. */
  @io.micronaut.http.annotation.RequestFilter
  void before(HttpRequest<?> request) {
    RequestNotes.of(request);
  }

  /** Headers and the log's line, for errors too. */
  @ResponseFilter
  void after(HttpRequest<?> request, MutableHttpResponse<?> response) {
    complete(request.getPath(), RequestIds.of(request), response);
    log(request, response);
  }

  /** The headers of every answer, where it has not its own. */
  void complete(String path, String requestId, MutableHttpResponse<?> response) {
    response.header(RequestIds.HEADER, requestId);
    absent(response, CSP, path.startsWith("/graphiql") ? GRAPHIQL : NOTHING);
    absent(response, "X-Content-Type-Options", "nosniff");
    absent(response, "Referrer-Policy", "no-referrer");
    absent(response, "Cross-Origin-Opener-Policy", "same-origin");
    if (isTransportStrict) {
      absent(response, "Strict-Transport-Security", "max-age=31536000");
    }
    if (path.startsWith("/graphql")) {
      absent(response, HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private static void absent(MutableHttpResponse<?> response, String name, String value) {
    if (!response.getHeaders().contains(name)) {
      response.header(name, value);
    }
  }

  private static void log(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String path = request.getPath();
    if (QUIET.stream().anyMatch(path::startsWith)) {
      return;
    }
    RequestNotes notes = RequestNotes.of(request);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - notes.startedNanos());
    LoggingEventBuilder line =
        LOG.atLevel(notes.isShed() ? Level.DEBUG : Level.INFO)
            .addKeyValue("requestId", RequestIds.of(request))
            .addKeyValue("method", request.getMethodName())
            .addKeyValue("path", route(path))
            .addKeyValue("status", response.code())
            .addKeyValue("durationMs", millis);
    Actor actor = notes.actor();
    line = with(line, "actorId", actor == null ? null : actor.id().toString());
    line = with(line, "operation", notes.operation());
    line = with(line, "outcome", notes.outcome());
    line.log("request");
  }

  private static LoggingEventBuilder with(
      LoggingEventBuilder line, String key, @Nullable String value) {
    return value == null ? line : line.addKeyValue(key, value);
  }

  /** A path may hold anything a caller typed: only its first step is kept, if it is plain. */
  private static String route(String path) {
    int end = path.indexOf('/', 1);
    String first = end < 0 ? path : path.substring(0, end);
    return PLAIN_STEP.matcher(first).matches() ? first : "/…";
  }
}
