package app.countersign.platform.db;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order: the order's name and the value of each key, base64url over the values parted
 * by NUL, which no text in PostgreSQL holds.
 *
 * @param values one per key, of the key's type
 */
record Cursor(List<Object> values) {
  private static final String SEPARATOR = "\0";
  private static final int LONGEST = 4_000;

  /** The place that a caller's cursor names, or null where none is given. */
  static @Nullable Cursor decode(Sort sort, String argument, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST) {
      throw unreadable(argument);
    }
    String[] parts = parts(argument, text);
    if (!parts[0].equals(sort.name()) || parts.length != sort.keys().size() + 1) {
      throw new BadPage(
          argument, "The cursor in %s belongs to a list in another order.".formatted(argument));
    }
    List<Object> values = new ArrayList<>(parts.length - 1);
    for (int key = 1; key < parts.length; key++) {
      values.add(parse(sort.keys().get(key - 1).type(), argument, parts[key]));
    }
    return new Cursor(values);
  }

  /** The values of the order's keys in the row that the result set stands on. */
  static Object[] keys(Sort sort, ResultSet row) throws SQLException {
    Object[] values = new Object[sort.keys().size()];
    for (int key = 0; key < values.length; key++) {
      Object value = sort.keys().get(key).type().read(row, column(key + 1));
      if (value == null) {
        throw new SQLException(
            "The key %s of %s is null; a list cannot be ordered by what may be missing."
                .formatted(sort.keys().get(key).expression(), sort.name()));
      }
      values[key] = value;
    }
    return values;
  }

  /** The cursor of a row with these keys. */
  static String encode(Sort sort, Object[] keys) {
    StringBuilder text = new StringBuilder(sort.name());
    for (int key = 0; key < keys.length; key++) {
      text.append(SEPARATOR).append(sort.keys().get(key).type().text(keys[key]));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The name that a key has in the result; the first key has number 1. */
  static String column(int number) {
    return "page_key_" + number;
  }

  private static String[] parts(String argument, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .split(SEPARATOR, -1);
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw unreadable(argument);
    }
  }

  private static Object parse(KeyType<?> type, String argument, String text) {
    try {
      return type.parse(text);
    } catch (RuntimeException _) {
      throw unreadable(argument);
    }
  }

  private static BadPage unreadable(String argument) {
    return new BadPage(argument, "The cursor in %s is not one of ours.".formatted(argument));
  }
}
