package app.countersign.platform.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds coerced GraphQL values to records, enums, ids, times and numbers.
 *
 * <p>In a record, a component of type {@code @Nullable Optional<X>} tells the three states apart:
 * left out is null, an explicit null is empty. Everywhere else left out and null are both null.
 */
final class InputBinder {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final ObjectMapper MAPPER = mapper();

  private InputBinder() {}

  /**
   * Binds the argument {@code input} of a mutation; what does not fit is a refusal with its path.
   */
  static <T> T input(@Nullable Object value, Class<T> type) {
    try {
      return MAPPER.convertValue(value, type);
    } catch (IllegalArgumentException failure) {
      throw new RefusedException(List.of(userError("input", failure)));
    }
  }

  /** Binds any other argument; what does not fit is a bad request that names the place. */
  static <T> @Nullable T argument(String name, @Nullable Object value, Class<T> type) {
    if (value == null) {
      return null;
    }
    return type.isInstance(value)
        ? type.cast(value)
        : convert(name, value, MAPPER.constructType(type));
  }

  static <T> List<T> arguments(String name, @Nullable Object value, Class<T> item) {
    if (value == null) {
      return List.of();
    }
    return convert(name, value, MAPPER.getTypeFactory().constructCollectionType(List.class, item));
  }

  /** A tree as the maps, lists and values it holds; null for JSON null. */
  static @Nullable Object plain(JsonNode tree) {
    return tree.isNull() ? null : MAPPER.convertValue(tree, Object.class);
  }

  /** Bytes that equal inputs share, whatever order their fields were written in. */
  static byte[] canonical(Object input) {
    try {
      return MAPPER.writeValueAsBytes(input);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a coerced input can always be written", impossible);
    }
  }

  static @Nullable UUID uuidOrNull(String text) {
    return UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
  }

  private static <T> T convert(String name, Object value, JavaType type) {
    try {
      return MAPPER.convertValue(value, type);
    } catch (IllegalArgumentException failure) {
      UserError error = userError(name, failure);
      throw RequestError.badRequest(
          "%s (at %s)".formatted(error.message(), String.join(".", error.path())));
    }
  }

  private static UserError userError(String root, IllegalArgumentException failure) {
    if (!(failure.getCause() instanceof JsonMappingException mapping)) {
      throw failure;
    }
    List<String> path = new ArrayList<>();
    path.add(root);
    for (JsonMappingException.Reference step : mapping.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()));
    }
    return mapping instanceof MismatchedInputException mismatch
            && mismatch.getTargetType() == UUID.class
        ? new UserError(UserErrorCode.NOT_FOUND, "There is nothing with this id.", path, null, null)
        : new UserError(UserErrorCode.INVALID_INPUT, message(mapping), path, null, null);
  }

  /** A record that refuses its own values says why; anything else is only named. */
  private static String message(JsonMappingException mapping) {
    if (mapping instanceof MismatchedInputException mismatch
        && mismatch.getTargetType() == BigDecimal.class) {
      return "Write a number with digits and a point, such as 1249.00: no currency sign, no"
          + " thousands separator.";
    }
    Throwable cause = mapping.getCause();
    return cause instanceof IllegalArgumentException refusal && refusal.getMessage() != null
        ? refusal.getMessage()
        : "This value is missing or malformed.";
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module().configureReadAbsentAsNull(true))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    mapper
        .coercionConfigFor(LogicalType.Enum)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    // An empty text is an id that names nothing, not an id that was left out.
    mapper
        .coercionConfigFor(UUID.class)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    return mapper;
  }
}
