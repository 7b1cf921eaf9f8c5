package app.countersign.platform.db;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The one way values become stored JSON and back. Times are ISO 8601 text, decimals keep every
 * digit and are never floats, map entries are written in the order of their keys, so that equal
 * values give equal text. A property that a record no longer has is passed over.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(factory().build())
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectWriter WHOLE = MAPPER.writer();
  private static final ObjectWriter KNOWN =
      MAPPER.copy().setSerializationInclusion(JsonInclude.Include.NON_NULL).writer();

  private Json() {}

  /**
   * What a reader or writer of JSON begins with. Its buffers are shared by all threads: by itself
   * it would keep them by thread, and a virtual thread does one piece of work.
   */
  public static JsonFactoryBuilder factory() {
    return (JsonFactoryBuilder)
        JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
  }

  /** The mapper itself, for trees and streams; it is never reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * The value as JSON text.
   *
   * @throws IllegalArgumentException where the value has no JSON form: a bug in its type
   */
  public static String write(Object value) {
    return write(WHOLE, value);
  }

  /** As {@link #write}, without the properties that are null: most of what a long list says. */
  public static String writeKnown(Object value) {
    return write(KNOWN, value);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException(
          value.getClass().getName() + " cannot be written as JSON.", problem);
    }
  }

  /**
   * The value that the text holds.
   *
   * @throws IllegalArgumentException where the text does not hold one
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("Not the JSON of a " + type.getName() + ".", problem);
    }
  }

  /**
   * The value that the text holds, for types with parameters.
   *
   * @throws IllegalArgumentException where the text does not hold one
   */
  public static <T> T read(String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("Not the JSON of a " + type.getType() + ".", problem);
    }
  }
}
