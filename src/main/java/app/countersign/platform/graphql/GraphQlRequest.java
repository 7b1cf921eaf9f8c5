package app.countersign.platform.graphql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends.
 *
 * @param query the document
 * @param operationName which of its operations; may be null when there is one
 * @param variables as parsed from JSON; values may be null
 */
public record GraphQlRequest(
    String query, @Nullable String operationName, Map<String, Object> variables) {
  public GraphQlRequest {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }
}
