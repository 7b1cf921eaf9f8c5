package app.countersign.platform.web;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that callers send: bounded in nesting and in the length of numbers and texts, no
 * key twice, nothing after the value, fractions exact.
 */
@Singleton
public final class RequestJson {
  /** Digits a number may have. */
  static final int MOST_NUMBER_LENGTH = 100;

  private final JsonMapper mapper;

  RequestJson(GraphQlHttpConfiguration configuration) {
    JsonFactory factory =
        Json.factory()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(configuration.jsonNesting())
                    .maxNumberLength(MOST_NUMBER_LENGTH)
                    .maxStringLength(configuration.bodyBytes())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names that callers choose are not worth a place in tables of the whole process.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Maps, lists and plain values; null for JSON's null.
   *
   * @throws JsonProcessingException when it is malformed or beyond a bound
   */
  public @Nullable Object read(String text) throws JsonProcessingException {
    return mapper.readValue(text, Object.class);
  }
}
