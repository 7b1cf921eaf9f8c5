package app.countersign.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Speaks GraphQL over HTTP to a running server. */
final class TestClient {
  static final String RESPONSE_JSON = "application/graphql-response+json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();

  TestClient(URI server) {
    this.server = server;
  }

  /** An answer as it came. */
  record Answer(int status, String text, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException malformed) {
        throw new AssertionError("not JSON: " + text, malformed);
      }
    }

    JsonNode data() {
      return json().path("data");
    }

    String code() {
      return json().at("/errors/0/extensions/code").asText("none");
    }

    String message() {
      return json().at("/errors/0/message").asText("none");
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  /** A query or mutation as the newer clients send it. */
  Answer ask(String token, String query) {
    return ask(token, query, Map.of());
  }

  Answer ask(String token, String query, Map<String, ?> variables) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", query);
    body.put("variables", variables);
    return post(token, write(body), RESPONSE_JSON);
  }

  Answer post(String token, String body, String accept) {
    HttpRequest.Builder request =
        request("/graphql")
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  Answer get(String query, String accept) {
    return send(
        request("/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
            .header("Accept", accept)
            .GET());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError("no answer", failure);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
