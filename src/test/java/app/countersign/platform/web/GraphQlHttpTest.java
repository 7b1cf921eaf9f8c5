package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.TestClient.Answer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(environments = "platform", transactional = false)
class GraphQlHttpTest {
  private static final String HELLO = "{\"query\":\"{ hello }\"}";
  private static final String WORLD = "{\"data\":{\"hello\":\"world\"}}";
  private static final String ADD = "mutation { addNote(input: {text: \"x\"}) { note { id } } }";

  private final TestClient client;
  private final TestLibrary library;

  GraphQlHttpTest(EmbeddedServer server, TestLibrary library) {
    this.client = new TestClient(server.getURI());
    this.library = library;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json; charset=utf-8",
        "application/*|application/json; charset=utf-8",
        "application/json|application/json; charset=utf-8",
        "application/json; charset=UTF-8|application/json; charset=utf-8",
        "application/graphql-response+json|application/graphql-response+json; charset=utf-8",
        "application/json;q=0.5,"
            + " application/graphql-response+json|application/graphql-response+json; charset=utf-8",
        "application/graphql-response+json;q=0.1, application/json;q=0.2|application/json;"
            + " charset=utf-8",
        "text/html, application/json;q=x, */*;q=0.1|application/json; charset=utf-8"
      })
  void theAnswerHasTheTypeLikedBest(String accept, String contentType) {
    Answer answer = client.post("", HELLO, accept);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains(contentType);
    assertThat(answer.text()).isEqualTo(WORLD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json;q=0", "application/json; charset=latin1"})
  void whatCannotBeAcceptedIsNotAnswered(String accept) {
    Answer answer = client.post("", HELLO, accept);

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ hello |400|GRAPHQL_PARSE_FAILED",
        "{ helo }|400|GRAPHQL_VALIDATION_FAILED",
        "query($n: Int!) { echo(number: $n) { number } }|400|BAD_REQUEST",
        "{ hello secret }|200|UNAUTHENTICATED"
      })
  void newerClientsSeeInTheStatusWhetherItRan(String query, int status, String code) {
    Answer newer =
        client.post(
            "", TestClient.write(java.util.Map.of("query", query)), TestClient.RESPONSE_JSON);
    Answer older =
        client.post("", TestClient.write(java.util.Map.of("query", query)), "application/json");

    assertThat(newer.status()).isEqualTo(status);
    assertThat(newer.code()).isEqualTo(code);
    assertThat(newer.json().has("data")).isEqualTo(status == 200);
    assertThat(older.status()).isEqualTo(200);
    assertThat(older.code()).isEqualTo(code);
  }

  @Test
  void aRefusalSaysWhere() {
    Answer answer = client.ask("", "{\n  hello\n  helo\n}");

    assertThat(answer.json().at("/errors/0/locations").toString())
        .isEqualTo("[{\"line\":3,\"column\":3}]");
    assertThat(answer.message()).contains("helo").doesNotContain("Did you mean");
  }

  @Test
  void queriesAreServedByGet() {
    Answer answer = client.get("query($t: String) { echo(text: $t) { text } }", "application/json");
    Answer variables =
        client.send(
            client.request(
                "/graphql?query=query%28%24t%3A%20String%29%7Becho%28text%3A%24t%29%7Btext%7D%7D"
                    + "&variables=%7B%22t%22%3A%22%C3%A4%22%7D"));

    assertThat(answer.text()).isEqualTo("{\"data\":{\"echo\":{\"text\":null}}}");
    assertThat(variables.text()).isEqualTo("{\"data\":{\"echo\":{\"text\":\"ä\"}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/graphql",
        "/graphql?query=%7Bhello%7D&query=%7Bhello%7D",
        "/graphql?query=%7Bhello%7D&variables=x",
        "/graphql?query=%7Bhello%7D&variables=%5B%5D"
      })
  void aMalformedGetIsRefused(String path) {
    Answer answer = client.send(client.request(path));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void mutationsAreNotServedByGet() {
    int before = library.attempts.get();

    Answer answer = client.get(ADD, TestClient.RESPONSE_JSON);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
    assertThat(library.attempts.get()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/json5"
      })
  void noOtherContentTypeExecutesAnything(String contentType) {
    int before = library.attempts.get();

    Answer answer =
        client.send(
            client
                .request(
                    "/graphql?query="
                        + "mutation%7BaddNote%28input%3A%7Btext%3A%22x%22%7D%29%7Bnote%7Bid%7D%7D%7D")
                .header("Content-Type", contentType)
                .header("Authorization", "Bearer operator")
                .POST(BodyPublishers.ofString(TestClient.write(java.util.Map.of("query", ADD)))));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    assertThat(library.attempts.get()).isEqualTo(before);
  }

  @Test
  void aBodyWithoutAContentTypeIsRefused() {
    Answer answer = client.send(client.request("/graphql").POST(BodyPublishers.ofString(HELLO)));

    assertThat(answer.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "7",
        "\"{ hello }\"",
        "{}",
        "{\"query\":7}",
        "{\"query\":\"{ hello }\",\"operationName\":7}",
        "{\"query\":\"{ hello }\",\"variables\":[]}",
        "{\"query\":\"{ hello }\",\"variables\":\"{}\"}",
        "{\"query\":\"{ hello }\",\"extensions\":7}",
        "{\"query\":\"{ hello }\",\"query\":\"{ hello }\"}",
        "{\"query\":\"{ hello }\"} trailing"
      })
  void aMalformedBodyIsRefusedForEveryClient(String body) {
    Answer newer = client.post("", body, TestClient.RESPONSE_JSON);
    Answer older = client.post("", body, "application/json");

    assertThat(newer.status()).isEqualTo(400);
    assertThat(older.status()).isEqualTo(400);
    assertThat(older.code()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void batchesAreRefusedWithASentence() {
    Answer answer = client.post("", "[" + HELLO + "]", "application/json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Batching by an array is not served: send one request for each operation.");
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWithTheNumber() {
    String body = "{\"query\":\"{ hello }\",\"x\":\"" + "y".repeat(1_000_000) + "\"}";

    Answer announced = client.post("", body, "application/json");
    Answer streamed =
        client.send(
            client
                .request("/graphql")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))));

    for (Answer answer : List.of(announced, streamed)) {
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.code()).isEqualTo("LIMIT_EXCEEDED");
      assertThat(answer.message())
          .startsWith("Limit exceeded: the body's bytes may be at most 1,000,000, but is 1,0");
      assertThat(answer.json().at("/errors/0/extensions/limit").asInt()).isEqualTo(1_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nobody", "Bearer ", "Basic YTpi", "operator", "Bearer"})
  void aTokenThatIsNotGoodIsRefusedBeforeAnythingRuns(String header) {
    Answer answer =
        client.send(
            client
                .request("/graphql")
                .header("Content-Type", "application/json")
                .header("Authorization", header)
                .POST(BodyPublishers.ofString(HELLO)));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.json().has("data")).isFalse();
  }

  @Test
  void anAuthenticatorThatFailsIsNoBadToken() {
    Answer away = client.post("while-the-database-is-away", HELLO, "application/json");
    Answer bug = client.post("with-a-bug", HELLO, "application/json");

    assertThat(away.status()).isEqualTo(503);
    assertThat(away.code()).isEqualTo("UNAVAILABLE");
    assertThat(away.header("Retry-After")).contains("1");
    assertThat(bug.status()).isEqualTo(500);
    assertThat(bug.code()).isEqualTo("INTERNAL");
    assertThat(bug.text()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "500, INTERNAL",
    "503, UNAVAILABLE",
    "403, FORBIDDEN",
    "401, UNAUTHENTICATED",
    "429, RATE_LIMITED",
    "413, LIMIT_EXCEEDED",
    "409, BAD_REQUEST"
  })
  void otherEndpointsFailInTheSameShape(int status, String code) {
    Answer answer = client.send(client.request("/test-failure/" + status));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.text()).doesNotContain("hunter2");
  }

  @Test
  void theRequestIdIsTheCallersIfItIsPlain() {
    Answer own = hello("X-Request-Id", "abc-123");
    Answer strange = hello("X-Request-Id", "<script>");

    assertThat(own.header("X-Request-Id")).contains("abc-123");
    assertThat(strange.header("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
  }

  @Test
  void answersCarrySecurityHeaders() {
    Answer answer = hello("Accept", "application/json");
    Answer missing = client.send(client.request("/nowhere/at/all"));

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    assertThat(answer.header("Server")).isEmpty();
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(missing.code()).isEqualTo("NOT_FOUND");
    assertThat(missing.message()).isEqualTo("404 Not Found");
    assertThat(missing.json().at("/errors/0/extensions/requestId").asText())
        .isEqualTo(missing.header("X-Request-Id").orElseThrow());
  }

  @Test
  void otherMethodsAreNotAllowed() {
    Answer answer = client.send(client.request("/graphql").PUT(BodyPublishers.ofString(HELLO)));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.json().path("errors")).hasSize(1);
  }

  @Test
  void theConfiguredOriginMayAsk() {
    Answer preflight = preflight("http://localhost:3000");
    Answer asked = hello("Origin", "http://localhost:3000");

    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Origin")).contains("http://localhost:3000");
    assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow()).contains("POST");
    assertThat(
            String.join(
                    ",", preflight.response().headers().allValues("Access-Control-Allow-Headers"))
                .toLowerCase(java.util.Locale.ROOT))
        .contains("authorization", "x-request-id", "content-type");
    assertThat(asked.header("Access-Control-Allow-Origin")).contains("http://localhost:3000");
    assertThat(
            String.join(",", asked.response().headers().allValues("Access-Control-Expose-Headers")))
        .contains("X-Request-Id");
  }

  @Test
  void aForeignOriginGetsNoPermission() {
    Answer preflight = preflight("https://evil.example");
    Answer asked = hello("Origin", "https://evil.example");

    assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void healthAndMetricsAreThereAndNothingElse() {
    client.ask("analyst", "query Greeting { hello }");

    assertThat(client.send(client.request("/health/liveness")).text())
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(client.send(client.request("/health/readiness")).text())
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(client.send(client.request("/prometheus")).text())
        .contains("graphql_requests_seconds_count{operation=\"Greeting\",outcome=\"OK\"}");
    for (String path :
        List.of(
            "/beans",
            "/env",
            "/routes",
            "/loggers",
            "/metrics",
            "/info",
            "/refresh",
            "/stop",
            "/threaddump")) {
      assertThat(client.send(client.request(path)).status()).as(path).isIn(404, 405);
    }
  }

  @Test
  void theFrameworksWebSocketIsNotServed() {
    HttpRequest.Builder upgrade = client.request("/graphql-ws");

    assertThat(client.send(upgrade).status()).isEqualTo(404);
  }

  private Answer hello(String header, String value) {
    return client.send(
        client
            .request("/graphql")
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(BodyPublishers.ofString(HELLO)));
  }

  private Answer preflight(String origin) {
    return client.send(
        client
            .request("/graphql")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type,x-request-id")
            .method("OPTIONS", BodyPublishers.noBody()));
  }
}
