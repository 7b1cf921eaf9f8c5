package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphiqlControllerTest {
  private static final String CREDENTIALS =
      "{\"email\": \"olivia@countersign.example\", \"password\": \"countersign-demo\"}";

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable EmbeddedServer server;

  /** One person may come in; what was tried is kept. */
  @Singleton
  @Replaces(GraphiqlSessions.class)
  @Requires(property = "spec.name", value = "GraphiqlControllerTest")
  static final class OneVisitor implements GraphiqlSessions {
    private final List<String> attempts = new CopyOnWriteArrayList<>();

    @Override
    public Optional<String> open(String email, String password, String address) {
      attempts.add(email + " from " + address);
      return password.equals("countersign-demo") ? Optional.of("open-sesame") : Optional.empty();
    }

    @Override
    public boolean isValid(String cookieValue) {
      return cookieValue.equals("open-sesame");
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    client.close();
  }

  @Test
  void thePublicPageIsServedUnderItsSecurityPolicy() {
    start("public");

    HttpResponse<String> response = get("/graphiql");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo(GraphiqlController.CONTENT_SECURITY_POLICY);
    assertThat(response.body()).contains("id=\"graphiql\"").doesNotContain("<script>", " onload=");
  }

  @Test
  void aTrailingSlashLeadsToThePage() {
    start("public");

    HttpResponse<String> response = get("/graphiql/");

    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(header(response, "Location")).isEqualTo("/graphiql");
  }

  @ParameterizedTest
  @CsvSource({
    "graphiql-3.9.0.min.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
    "graphiql-3.9.0.min.css, text/css; charset=utf-8, 'public, max-age=31536000, immutable'",
    "countersign-graphiql.js, text/javascript; charset=utf-8, no-cache",
    "favicon.svg, image/svg+xml; charset=utf-8, no-cache"
  })
  void anAssetComesWithItsTypeAndHowLongItHolds(String name, String type, String caching) {
    start("public");

    HttpResponse<String> response = get("/graphiql/assets/" + name);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo(type);
    assertThat(header(response, "Cache-Control")).isEqualTo(caching);
    assertThat(response.body()).isNotEmpty();
  }

  @Test
  void anAssetTheBrowserHasIsNotSentAgain() {
    start("public");
    String path = "/graphiql/assets/countersign-graphiql.css";
    String tag = header(get(path), "ETag");

    HttpResponse<String> known = send(request(path).header("If-None-Match", tag));
    HttpResponse<String> other = send(request(path).header("If-None-Match", "W/\"other\""));

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(header(known, "ETag")).isEqualTo(tag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "index.html",
        "..%2Findex.html",
        "..%2F..%2Fapplication.yml",
        "%2e%2e%2fsign-in.html",
        "..%5Cindex.html",
        ".js",
        "operations%2Fqueue.graphql"
      })
  void nothingButTheAssetsCanBeReached(String name) {
    start("public");

    assertThat(get("/graphiql/assets/" + name).statusCode()).isEqualTo(404);
  }

  @Test
  void theOperationsAreListedInTheOrderOfTheTabs() {
    start("public");

    HttpResponse<String> response = get("/graphiql/operations");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(response.body())
        .startsWith("[{\"name\":\"sign-in\",\"query\":\"# Start here")
        .contains("\"variables\":\"{\\n  \\\"email\\\": \\\"olivia@countersign.example\\\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/graphiql", "/graphiql/operations", "/graphiql/assets/favicon.svg"})
  void switchedOffThereIsNothing(String path) {
    start("off");

    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(open(CREDENTIALS).statusCode()).isEqualTo(404);
  }

  @Test
  void aVisitorWhoDidNotSignInGetsTheDoorAndNoOperations() {
    start("signed-in");

    HttpResponse<String> page = get("/graphiql");
    HttpResponse<String> forged =
        send(request("/graphiql").header("Cookie", "countersign-graphiql=guess"));

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body()).contains("id=\"door-form\"").doesNotContain("<script>");
    assertThat(header(page, "Content-Security-Policy"))
        .isEqualTo(GraphiqlController.CONTENT_SECURITY_POLICY);
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(get("/graphiql/operations").statusCode()).isEqualTo(401);
    assertThat(get("/graphiql/assets/countersign-sign-in.js").statusCode()).isEqualTo(200);
  }

  @Test
  void signingInAtTheDoorOpensThePage() {
    start("signed-in");

    HttpResponse<String> opened = open(CREDENTIALS);
    HttpResponse<String> page =
        send(request("/graphiql").header("Cookie", "countersign-graphiql=open-sesame"));

    assertThat(opened.statusCode()).isEqualTo(204);
    assertThat(header(opened, "Set-Cookie"))
        .isEqualTo("countersign-graphiql=open-sesame; Path=/graphiql; HTTPOnly; SameSite=Strict");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("id=\"graphiql\"");
    assertThat(running().getApplicationContext().getBean(OneVisitor.class).attempts)
        .containsExactly("olivia@countersign.example from 127.0.0.1");
  }

  @Test
  void inProductionTheCookieTravelsOnlyEncrypted() {
    try (ApplicationContext production = ApplicationContext.builder("prod").build()) {
      GraphiqlController controller =
          new GraphiqlController(
              new GraphiqlConfiguration("signed-in"),
              new GraphiqlAssets(),
              new ReadyOperations(),
              OneVisitor::new,
              request -> "127.0.0.1",
              production.getEnvironment());

      io.micronaut.http.HttpResponse<?> response =
          controller.session(
              io.micronaut.http.HttpRequest.POST("/graphiql/session", ""),
              new GraphiqlController.Visitor("olivia@countersign.example", "countersign-demo"));

      assertThat(response.getCookie(GraphiqlController.COOKIE))
          .hasValueSatisfying(cookie -> assertThat(cookie.isSecure()).isTrue());
    }
  }

  @Test
  void wrongCredentialsOpenNothing() {
    start("signed-in");

    HttpResponse<String> response =
        open("{\"email\": \"olivia@countersign.example\", \"password\": \"guess\"}");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void incompleteOrOverlongCredentialsAreNotEvenTried() {
    start("signed-in");
    String long321 = "a".repeat(321);
    String long1025 = "a".repeat(1025);

    assertThat(open("{\"email\": \"a@b.example\"}").statusCode()).isEqualTo(400);
    assertThat(open("{\"password\": \"x\"}").statusCode()).isEqualTo(400);
    assertThat(open("{\"email\": \"" + long321 + "\", \"password\": \"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(open("{\"email\": \"a@b\", \"password\": \"" + long1025 + "\"}").statusCode())
        .isEqualTo(400);
    assertThat(running().getApplicationContext().getBean(OneVisitor.class).attempts).isEmpty();
  }

  @Test
  void aFormOfAnotherSiteCannotKnock() {
    start("signed-in");

    HttpResponse<String> response =
        send(
            request("/graphiql/session")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(CREDENTIALS)));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "public, PUBLIC",
    "signed-in, SIGNED_IN",
    "SIGNED_IN, SIGNED_IN",
    "off, OFF",
    "false, OFF"
  })
  void accessIsReadAsPeopleWriteIt(String configured, GraphiqlAccess expected) {
    assertThat(new GraphiqlConfiguration(configured).mode()).isEqualTo(expected);
  }

  @Test
  void anUnknownAccessKeepsTheServerFromStarting() {
    assertThatThrownBy(() -> start("everyone"))
        .hasStackTraceContaining(
            "countersign.graphiql.access must be public, signed-in or off, not \"everyone\"");
  }

  private void start(String access) {
    server = PageServer.start("GraphiqlControllerTest", access);
  }

  private EmbeddedServer running() {
    return Objects.requireNonNull(server, "start it first");
  }

  private HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpResponse<String> open(String credentials) {
    return send(
        request("/graphiql/session")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(credentials)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(running().getURI() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
