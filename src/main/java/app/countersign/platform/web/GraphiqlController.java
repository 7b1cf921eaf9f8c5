package app.countersign.platform.web;

import app.countersign.platform.web.GraphiqlAssets.Asset;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.env.Environment;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves GraphiQL from this server's own files: the page, its assets, the operations it opens with
 * and, where {@link GraphiqlAccess#SIGNED_IN} holds, the door in front of it.
 */
@Controller("/graphiql")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class GraphiqlController {
  /**
   * What the page may load: this server's own scripts and styles, and nothing from elsewhere. The
   * editor sets styles in line and carries its fonts and icons as data.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  /** The cookie that opens the page. */
  static final String COOKIE = "countersign-graphiql";

  private static final String PATH = "/graphiql";
  private static final String ONE_YEAR_IMMUTABLE = "public, max-age=31536000, immutable";
  private static final int MAX_EMAIL_LENGTH = 320;
  private static final int MAX_PASSWORD_LENGTH = 1_024;

  private final GraphiqlAccess access;
  private final GraphiqlAssets assets;
  private final ReadyOperations operations;
  private final BeanProvider<GraphiqlSessions> sessions;
  private final HttpClientAddressResolver addresses;
  private final boolean isProduction;

  GraphiqlController(
      GraphiqlConfiguration configuration,
      GraphiqlAssets assets,
      ReadyOperations operations,
      BeanProvider<GraphiqlSessions> sessions,
      HttpClientAddressResolver addresses,
      Environment environment) {
    this.access = configuration.mode();
    this.assets = assets;
    this.operations = operations;
    this.sessions = sessions;
    this.addresses = addresses;
    this.isProduction = environment.getActiveNames().contains("prod");
  }

  /** Who asks to open the page. */
  @Introspected
  record Visitor(@Nullable String email, @Nullable String password) {}

  /** The page; the sign-in page with status 401 for who may not open it. */
  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(HttpRequest<?> request) {
    if (access == GraphiqlAccess.OFF) {
      return HttpResponse.notFound();
    }
    if (request.getPath().endsWith("/")) {
      return HttpResponse.permanentRedirect(URI.create(PATH));
    }
    return mayOpen(request)
        ? html(HttpResponse.ok(), "index.html")
        : html(HttpResponse.unauthorized(), "sign-in.html");
  }

  /** A file of the page. They hold nothing of the server's data, so that the door may use them. */
  @Get("/assets/{name}")
  @Produces(MediaType.ALL)
  HttpResponse<?> asset(HttpRequest<?> request, @PathVariable String name) {
    Optional<Asset> found = access == GraphiqlAccess.OFF ? Optional.empty() : assets.find(name);
    return found
        .<HttpResponse<?>>map(asset -> file(request, asset))
        .orElseGet(HttpResponse::notFound);
  }

  /** The operations that the page opens with, in the order of its tabs. */
  @Get("/operations")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<?> operations(HttpRequest<?> request) {
    if (access == GraphiqlAccess.OFF) {
      return HttpResponse.notFound();
    }
    return mayOpen(request)
        ? HttpResponse.ok(operations.tabs()).header(HttpHeaders.CACHE_CONTROL, "no-store")
        : HttpResponse.unauthorized();
  }

  /**
   * Opens the page to a person. Takes JSON only, which no other site's form can send.
   *
   * @return 204 with the page's cookie, 401 when email and password do not match, 400 when one is
   *     missing or longer than any real one
   */
  @Post("/session")
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> session(HttpRequest<?> request, @Body Visitor visitor) {
    if (access != GraphiqlAccess.SIGNED_IN) {
      return HttpResponse.notFound();
    }
    String email = visitor.email();
    String password = visitor.password();
    if (email == null || password == null) {
      return HttpResponse.badRequest();
    }
    if (email.length() > MAX_EMAIL_LENGTH || password.length() > MAX_PASSWORD_LENGTH) {
      return HttpResponse.badRequest();
    }
    return sessions
        .get()
        .open(email, password, address(request))
        .<HttpResponse<?>>map(value -> HttpResponse.noContent().cookie(cookie(request, value)))
        .orElseGet(HttpResponse::unauthorized);
  }

  private boolean mayOpen(HttpRequest<?> request) {
    return switch (access) {
      case PUBLIC -> true;
      case OFF -> false;
      case SIGNED_IN ->
          request
              .getCookies()
              .findCookie(COOKIE)
              .map(Cookie::getValue)
              .filter(value -> sessions.get().isValid(value))
              .isPresent();
    };
  }

  private String address(HttpRequest<?> request) {
    String resolved = addresses.resolve(request);
    return resolved == null ? "" : resolved;
  }

  /** Without an age it ends with the browser; being strict, no other site can make use of it. */
  private Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(COOKIE, value)
        .path(PATH)
        .httpOnly(true)
        .secure(isProduction || request.isSecure())
        .sameSite(SameSite.Strict);
  }

  private HttpResponse<?> html(MutableHttpResponse<?> response, String name) {
    return response
        .body(assets.page(name))
        .contentType(MediaType.TEXT_HTML + "; charset=utf-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private static HttpResponse<?> file(HttpRequest<?> request, Asset asset) {
    boolean isKnown =
        request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream()
            .anyMatch(tags -> tags.contains(asset.entityTag()));
    MutableHttpResponse<?> response =
        isKnown
            ? HttpResponse.notModified()
            : HttpResponse.ok(asset.content()).contentType(asset.contentType());
    return response
        .header(HttpHeaders.ETAG, asset.entityTag())
        .header(HttpHeaders.CACHE_CONTROL, asset.isVersioned() ? ONE_YEAR_IMMUTABLE : "no-cache");
  }
}
