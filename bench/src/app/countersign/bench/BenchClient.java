package app.countersign.bench;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls the server over HTTP/1.1 on connections that stay open, signed in once. */
final class BenchClient implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String token;

  BenchClient(URI server, String email, String password) throws Exception {
    this.server = server;
    HttpRequest signIn =
        request(server.resolve("/graphql"))
            .POST(
                body(
                    """
                    mutation ($input: SignInInput!) { signIn(input: $input) {
                      session { accessToken } userErrors { message } } }
                    """,
                    Map.of("input", Map.of("email", email, "password", password))))
            .build();
    String answer = http.send(signIn, BodyHandlers.ofString()).body();
    this.token = Json.mapper().readTree(answer).at("/data/signIn/session/accessToken").asText();
    if (token.isEmpty()) {
      throw new IllegalStateException("cannot sign in: " + answer);
    }
  }

  /** Asks, and throws where anything was refused. */
  String ask(String document, Map<String, ?> variables) throws Exception {
    HttpResponse<String> answer =
        http.send(
            authorized(server.resolve("/graphql")).POST(body(document, variables)).build(),
            BodyHandlers.ofString());
    String text = answer.body();
    if (answer.statusCode() != OK
        || text.contains("\"errors\":")
        || (text.contains("\"userErrors\":") && !text.contains("\"userErrors\":[]"))) {
      throw new IllegalStateException("refused: %d %s".formatted(answer.statusCode(), text));
    }
    return text;
  }

  JsonNode tree(String document, Map<String, ?> variables) throws Exception {
    return Json.mapper().readTree(ask(document, variables)).path("data");
  }

  /** What a download took: until its first byte and in all, in nanoseconds. */
  record Download(long firstByteNanos, long wholeNanos, long bytes) {}

  /** Reads the PDF of a contract and keeps nothing of it. */
  Download pdf(String contractId) throws Exception {
    long start = System.nanoTime();
    HttpResponse<InputStream> answer =
        http.send(
            authorized(server.resolve("/contracts/" + contractId + "/pdf")).GET().build(),
            BodyHandlers.ofInputStream());
    try (InputStream content = answer.body()) {
      if (answer.statusCode() != OK || content.read() < 0) {
        throw new IOException("no document: " + answer.statusCode());
      }
      final long first = System.nanoTime();
      long bytes = 1;
      byte[] buffer = new byte[BUFFER];
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        bytes += read;
      }
      return new Download(first - start, System.nanoTime() - start, bytes);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder authorized(URI uri) {
    return request(uri).header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .header("Accept", "application/graphql-response+json, application/pdf");
  }

  private static HttpRequest.BodyPublisher body(String document, Map<String, ?> variables) {
    return BodyPublishers.ofByteArray(
        Json.write(Map.of("query", document, "variables", variables))
            .getBytes(StandardCharsets.UTF_8));
  }
}
