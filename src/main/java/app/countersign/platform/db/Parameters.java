package app.countersign.platform.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Binds values to a statement's parameters by their Java types: enums by name, instants as {@code
 * timestamptz}, a collection as an array (for {@code = any(?)}), everything else as the driver has
 * it.
 */
public final class Parameters {
  private Parameters() {}

  /**
   * Binds all values in order, starting at the first parameter.
   *
   * @throws SQLException where the statement has fewer parameters or a type has no SQL form
   */
  public static void bind(PreparedStatement statement, List<? extends @Nullable Object> values)
      throws SQLException {
    int index = 1;
    for (Object value : values) {
      bind(statement, index++, value);
    }
  }

  /** Binds one value; the first parameter has index 1. */
  public static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> statement.setString(index, constant.name());
      // Nothing tells the type of what has no elements, so the statement has to.
      case Collection<?> none when none.isEmpty() -> statement.setObject(index, "{}", Types.OTHER);
      case Collection<?> elements ->
          statement.setArray(
              index, statement.getConnection().createArrayOf(arrayType(elements), texts(elements)));
      case null, default -> statement.setObject(index, value);
    }
  }

  private static String arrayType(Collection<?> elements) {
    return switch (elements.iterator().next()) {
      case UUID _ -> "uuid";
      case Long _ -> "int8";
      case Integer _ -> "int4";
      default -> "text";
    };
  }

  private static Object[] texts(Collection<?> elements) {
    return elements.stream()
        .map(element -> element instanceof Enum<?> constant ? constant.name() : element.toString())
        .toArray();
  }
}
