package app.countersign.platform.cache;

import app.countersign.platform.db.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How a value leaves the process and comes back.
 *
 * @param <V> the type of the values
 */
public interface CacheCodec<V> {
  /** The value as bytes. */
  byte[] write(V value);

  /**
   * The value that the bytes hold.
   *
   * @throws IllegalArgumentException where they hold none
   */
  V read(byte[] bytes);

  /** Differs whenever what is written now could be misread by, or misread, another release. */
  String shape();

  /** As the product's JSON; for records of records, money exact. */
  static <V> CacheCodec<V> json(Class<V> type) {
    return new JsonForm<>(
        new TypeReference<V>() {
          @Override
          public java.lang.reflect.Type getType() {
            return type;
          }
        });
  }

  /** As the product's JSON; for types with parameters. */
  static <V> CacheCodec<V> json(TypeReference<V> type) {
    return new JsonForm<>(type);
  }

  /** Text as it is. */
  static CacheCodec<String> text() {
    return new TextForm();
  }

  /** Values by the product's mapper. */
  record JsonForm<V>(TypeReference<V> type) implements CacheCodec<V> {
    @Override
    public byte[] write(V value) {
      return Json.write(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public V read(byte[] bytes) {
      try {
        V value = Json.mapper().readValue(bytes, type);
        if (value == null) {
          throw new IllegalArgumentException("Nothing was stored.");
        }
        return value;
      } catch (IOException problem) {
        throw new IllegalArgumentException("Not the JSON of a " + type.getType() + ".", problem);
      }
    }

    @Override
    public String shape() {
      return TypeShape.of(type.getType());
    }
  }

  /** Text in UTF-8. */
  record TextForm() implements CacheCodec<String> {
    @Override
    public byte[] write(String value) {
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String read(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String shape() {
      return "text";
    }
  }
}
