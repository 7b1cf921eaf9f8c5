package app.countersign.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.countersign.platform.web.TestClient.Answer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: never a 5xx, never INTERNAL, never anything of the server's inside. */
@MicronautTest(environments = "platform", transactional = false)
class HostileInputTest {
  private final EmbeddedServer server;
  private final TestClient client;

  HostileInputTest(EmbeddedServer server) {
    this.server = server;
    this.client = new TestClient(server.getURI());
  }

  static Stream<String> queries() {
    return Stream.of(
        "",
        " ",
        "#",
        "\uFEFF{ hello }",
        "{",
        "}",
        "{ hello ",
        "{ hello(",
        "{ echo(text: \"",
        "{ echo(text: \"\"\"",
        "{ echo(text: \"\\u00",
        "{ echo(text: \"\\ud800\") { text } }",
        "{ echo(text: \"\\u{110000}\") { text } }",
        "{ echo(text: \"\\u0000\") { text } }",
        "{ echo(text: \"\u0000\") { text } }",
        "{ echo(text: \"\ud800\") { text } }",
        "{".repeat(5_000),
        "[".repeat(5_000),
        "{ hello ".repeat(1_000),
        "{ echo(json: " + "[".repeat(500) + "]".repeat(500) + ") { json } }",
        "{ echo(json: " + "{a:".repeat(500) + "1" + "}".repeat(500) + ") { json } }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A }",
        "fragment A on Query { hello }",
        "{ hello } { hello }",
        "subscription { hello }",
        "query A { hello } query A { hello }",
        "type Query { hello: String }",
        "extend type Query { x: Int }",
        "{ echo(number: 99999999999999999999) { number } }",
        "{ echo(number: 1e400) { number } }",
        "{ echo(decimal: 1e999999999) { decimal } }",
        "{ echo(decimal: \"1e999999999\") { decimal } }",
        "{ echo(decimal: \"NaN\") { decimal } }",
        "{ echo(decimal: \"Infinity\") { decimal } }",
        "{ echo(decimal: " + "9".repeat(90) + ") { decimal } }",
        "{ echo(decimal: " + "9".repeat(50_000) + ") { decimal } }",
        "{ echo(json: 1e999999999) { json } }",
        "{ echo(at: \"+999999999-12-31T23:59:59.999999999-18:00\") { at } }",
        "{ echo(at: \"2026-02-30T00:00:00Z\") { at } }",
        "{ echo(at: \"0000-01-01T00:00:00Z\") { at } }",
        "{ echo(at: \"9999-12-31T23:59:59-01:00\") { at } }",
        "{ echo(at: 7) { at } }",
        "{ echo(day: \"2026-02-30\") { day } }",
        "{ echo(day: \"+999999999-01-01\") { day } }",
        "{ echo(url: \"javascript:alert(1)\") { url } }",
        "{ echo(url: \"http://[\") { url } }",
        "{ echo(url: \"x\") { url } }",
        "{ echo(count: -1) { count } }",
        "{ echo(colour: BLUE) { colour } }",
        "{ echo(colour: \"RED\") { colour } }",
        "{ shelves(first: -1) { nodes { id } } }",
        "{ shelves(first: 99999999999) { nodes { id } } }",
        "{ shelves(first: 1, last: 1) { nodes { id } } }",
        "{ node(id: 99999999999999999999999999) { id } }",
        "{ hello @skip }",
        "{ hello @skip(if: null) }",
        "{ hello @unknown }",
        "{ hello " + "@unknown ".repeat(900) + "}",
        "{ hello " + "@skip(if: false) ".repeat(300) + "}",
        "query(" + "$a: Int ".repeat(500) + ") { hello }",
        "query($a: [[[[[[[[[[Int]]]]]]]]]]) { hello }",
        "{ __typename ".repeat(3) + "}}}",
        "{ __type(name: \"\") { name } }",
        "query { hello } # \ud83d\ude00",
        "{ hello ...@include(if: true) { hello } }",
        "{ a".repeat(30) + "}".repeat(30));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aHostileQueryIsAnsweredPlainly(String query) {
    harmless(client.ask("admin", query));
    harmless(client.get(query.substring(0, Math.min(query.length(), 1_000)), "application/json"));
  }

  static Stream<String> bodies() {
    String query =
        "{\"query\":\"query($x: JSON) { echo(json: $x) { json } }\",\"variables\":{\"x\":";
    return Stream.of(
        "\u0000",
        "{\"query\":\"\\u0000\"}",
        "{\"query\":\"{ hello }\",\"operationName\":\"\\u0000\"}",
        "{\"query\":\"{ hello }\",\"operationName\":\"\\ud800\"}",
        query + "\"\\u0000\"}}",
        query + "\"\\udc00\"}}",
        query + "{\"\\u0000\":1}}}",
        query + "1e999999999}}",
        query + "-1e-999999999}}",
        query + "9".repeat(200) + "}}",
        query + "1." + "9".repeat(200) + "}}",
        query + "NaN}}",
        query + "[".repeat(100_000) + "]".repeat(100_000) + "}}",
        query + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "}}",
        query + "{\"a\":1,\"a\":2}}}",
        query + "[" + "1,".repeat(300_000) + "1]}}",
        query + "\"" + "x".repeat(900_000) + "\"}}",
        "{\"query\":\"query($n: Int) { echo(number: $n) { number }"
            + " }\",\"variables\":{\"n\":1e1000}}",
        "{\"query\":\"query($n: Int) { echo(number: $n) { number }"
            + " }\",\"variables\":{\"n\":1e99999999}}",
        "{\"query\":\"query($n: Int) { echo(number: $n) { number } }\",\"variables\":{\"n\":[1]}}",
        "{\"query\":\"query($n: Int) { shelves(first: $n) { nodes { id } }"
            + " }\",\"variables\":{\"n\":\"9\"}}",
        "{\"query\":\"query($c: Choice!) { pick(choice: $c)"
            + " }\",\"variables\":{\"c\":{\"name\":null}}}",
        "{\"query\":\"query($c: Choice!) { pick(choice: $c) }\",\"variables\":{\"c\":7}}",
        "{\"query\":\"{ hello"
            + " }\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"x\"}}}",
        "\uFEFF{\"query\":\"{ hello }\"}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aHostileBodyIsAnsweredPlainly(String body) {
    harmless(client.post("admin", body, TestClient.RESPONSE_JSON));
  }

  @Test
  void nulAndHalfCharactersAreRefusedBeforeAnythingRuns() {
    String query = "query($t: String) { echo(text: $t) { text } }";

    Answer nul = client.ask("", query, Map.of("t", "a\u0000b"));
    Answer half =
        client.post(
            "",
            "{\"query\":\"" + query + "\",\"variables\":{\"t\":\"\\ud83d\"}}",
            TestClient.RESPONSE_JSON);
    Answer literal = client.ask("", "{ echo(text: \"\\u0000\") { text } }");

    for (Answer answer : java.util.List.of(nul, half, literal)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("BAD_REQUEST");
      assertThat(answer.json().has("data")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c080", "eda080", "f4908080", "80"})
  void bytesThatAreNotUtf8AreRefused(String hex) throws IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    body.write("{\"query\":\"{ hello } #".getBytes(StandardCharsets.UTF_8));
    body.write(java.util.HexFormat.of().parseHex(hex));
    body.write("\"}".getBytes(StandardCharsets.UTF_8));

    Answer answer =
        client.send(
            client
                .request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("The body is not UTF-8.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /graphql?query=%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /graphql?query=%FF%FE HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /graphql?query=%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /graphql?%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: 0\r\n"
            + "Connection: close\r\n\r\n",
        "POST /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: ;;;\r\n"
            + "Content-Length: 2\r\n"
            + "Connection: close\r\n\r\n"
            + "{}",
        "POST /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "Accept: ;;;,,\r\n"
            + "Content-Length: 2\r\n"
            + "Connection: close\r\n\r\n"
            + "{}",
        "POST /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Encoding: gzip\r\n"
            + "Content-Length: 2\r\n"
            + "Connection: close\r\n\r\n"
            + "{}",
        "POST /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: -1\r\n"
            + "Connection: close\r\n\r\n"
            + "{}",
        "BREW /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /graphql HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "X-Forwarded-For: ,,\r\n"
            + "Accept: */*\r\n"
            + "Connection: close\r\n\r\n"
      })
  void hostileHttpIsAnsweredPlainly(String request) throws IOException {
    String answer = raw(request);

    assertThat(answer).startsWith("HTTP/1.").doesNotContain("Exception", "\tat ", "io.netty");
    assertThat(answer.substring(9, 12)).matches("[24]..");
  }

  @Test
  void randomBytesAreAnsweredPlainly() {
    long seed = 20_260_301L;
    Random random = new Random(seed);
    String alphabet = "{}()[]:!$@&|=\"\\.,# \n_azAZ09-+eEtruefalsnu\u0000ä\u20AC\uD83D\uDE00";

    for (int round = 0; round < 300; round++) {
      StringBuilder query = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      harmless(client.ask("", query.toString()));
    }
  }

  private static void harmless(Answer answer) {
    assertThat(answer.status()).isBetween(200, 499);
    assertThat(answer.json().isObject()).isTrue();
    answer
        .json()
        .path("errors")
        .forEach(
            error ->
                assertThat(error.at("/extensions/code").asText())
                    .as(answer.text())
                    .isNotEmpty()
                    .isNotEqualTo("INTERNAL"));
    assertThat(answer.text())
        .doesNotContain(
            "Exception", "\\tat ", "app.countersign", "com.fasterxml", "graphql.language");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
