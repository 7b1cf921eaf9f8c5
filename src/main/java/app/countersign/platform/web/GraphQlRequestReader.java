package app.countersign.platform.web;

import app.countersign.platform.graphql.GraphQlRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a GraphQL request from HTTP, bounded at each step: bytes, then characters, then JSON, then
 * the parameters and their types.
 */
@Singleton
final class GraphQlRequestReader {
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8");

  private final GraphQlHttpConfiguration configuration;
  private final RequestBodies bodies;
  private final RequestJson json;

  GraphQlRequestReader(
      GraphQlHttpConfiguration configuration, RequestBodies bodies, RequestJson json) {
    this.configuration = configuration;
    this.bodies = bodies;
    this.json = json;
  }

  /** From the body of a POST. */
  GraphQlRequest body(HttpRequest<?> request) {
    requireJson(request);
    return request(parse(decode(bytes(request)), "The body"));
  }

  /** From the parameters of a GET. */
  GraphQlRequest parameters(HttpRequest<?> request) {
    HttpParameters parameters = request.getParameters();
    String query = only(parameters, "query");
    if (query == null) {
      throw HttpRefusal.of(HttpStatus.BAD_REQUEST, "The parameter 'query' is missing.");
    }
    return new GraphQlRequest(
        query,
        only(parameters, "operationName"),
        map(json(only(parameters, "variables"), "variables"), "variables"));
  }

  private GraphQlRequest request(@Nullable Object json) {
    if (json instanceof List<?>) {
      throw HttpRefusal.of(
          HttpStatus.BAD_REQUEST,
          "Batching by an array is not served: send one request for each operation.");
    }
    if (!(json instanceof Map<?, ?> body)) {
      throw HttpRefusal.of(HttpStatus.BAD_REQUEST, "The body must be a JSON object.");
    }
    if (!(body.get("query") instanceof String query)) {
      throw HttpRefusal.of(HttpStatus.BAD_REQUEST, "The parameter 'query' must be a string.");
    }
    Object name = body.get("operationName");
    if (name != null && !(name instanceof String)) {
      throw HttpRefusal.of(
          HttpStatus.BAD_REQUEST, "The parameter 'operationName' must be a string.");
    }
    map(body.get("extensions"), "extensions");
    return new GraphQlRequest(query, (String) name, map(body.get("variables"), "variables"));
  }

  private @Nullable Object json(@Nullable String text, String name) {
    return text == null || text.isEmpty() ? null : parse(text, "The parameter '" + name + "'");
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> map(@Nullable Object value, String name) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?>)) {
      throw HttpRefusal.of(
          HttpStatus.BAD_REQUEST, "The parameter '%s' must be a JSON object.".formatted(name));
    }
    return (Map<String, Object>) value;
  }

  private static @Nullable String only(HttpParameters parameters, String name) {
    List<String> values = parameters.getAll(name);
    if (values.size() > 1) {
      throw HttpRefusal.of(
          HttpStatus.BAD_REQUEST, "The parameter '%s' is there more than once.".formatted(name));
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  private static void requireJson(HttpRequest<?> request) {
    List<String> headers = request.getHeaders().getAll(HttpHeaders.CONTENT_TYPE);
    String[] parts =
        headers.size() == 1
            ? headers.getFirst().toLowerCase(Locale.ROOT).split(";")
            : new String[0];
    boolean isJson = parts.length > 0 && parts[0].strip().equals("application/json");
    for (String part : parts) {
      String text = part.strip().replace("\"", "");
      if (text.startsWith("charset=") && !UTF_8.contains(text.substring("charset=".length()))) {
        isJson = false;
      }
    }
    if (!isJson) {
      throw HttpRefusal.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Only a body of application/json in UTF-8 is served.");
    }
  }

  private byte[] bytes(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> server)) {
      throw new IllegalStateException("a request without its bytes");
    }
    return bodies.receive(server.byteBody());
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw HttpRefusal.of(HttpStatus.BAD_REQUEST, "The body is not UTF-8.");
    }
  }

  private @Nullable Object parse(String text, String what) {
    try {
      return json.read(text);
    } catch (StreamConstraintsException tooMuch) {
      throw HttpRefusal.of(
          HttpStatus.BAD_REQUEST,
          "%s is JSON nested deeper than %d or with a number longer than %d digits."
              .formatted(what, configuration.jsonNesting(), RequestJson.MOST_NUMBER_LENGTH));
    } catch (JsonProcessingException malformed) {
      throw HttpRefusal.of(HttpStatus.BAD_REQUEST, "%s is not valid JSON.".formatted(what));
    }
  }
}
