package app.countersign.platform.db;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Readers of single columns. Those without {@code nullable} in their name fail on null, naming the
 * column; an enum is stored by its name.
 */
public final class Rows {
  private Rows() {}

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return present(nullableUuid(row, column), column);
  }

  public static @Nullable UUID nullableUuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public static String text(ResultSet row, String column) throws SQLException {
    return present(nullableText(row, column), column);
  }

  public static @Nullable String nullableText(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return present(nullableInstant(row, column), column);
  }

  public static @Nullable Instant nullableInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  public static LocalDate date(ResultSet row, String column) throws SQLException {
    return present(nullableDate(row, column), column);
  }

  public static @Nullable LocalDate nullableDate(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  public static BigDecimal decimal(ResultSet row, String column) throws SQLException {
    return present(nullableDecimal(row, column), column);
  }

  public static @Nullable BigDecimal nullableDecimal(ResultSet row, String column)
      throws SQLException {
    return row.getBigDecimal(column);
  }

  public static int integer(ResultSet row, String column) throws SQLException {
    return present(nullableInteger(row, column), column);
  }

  public static @Nullable Integer nullableInteger(ResultSet row, String column)
      throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  public static long longInteger(ResultSet row, String column) throws SQLException {
    return present(nullableLongInteger(row, column), column);
  }

  public static @Nullable Long nullableLongInteger(ResultSet row, String column)
      throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  public static boolean bool(ResultSet row, String column) throws SQLException {
    return present(nullableBool(row, column), column);
  }

  public static @Nullable Boolean nullableBool(ResultSet row, String column) throws SQLException {
    boolean value = row.getBoolean(column);
    return row.wasNull() ? null : value;
  }

  /** The constant whose name the column holds. */
  public static <E extends Enum<E>> E enumValue(ResultSet row, String column, Class<E> type)
      throws SQLException {
    return present(nullableEnumValue(row, column, type), column);
  }

  /** The constant whose name the column holds, or null. */
  public static <E extends Enum<E>> @Nullable E nullableEnumValue(
      ResultSet row, String column, Class<E> type) throws SQLException {
    String name = row.getString(column);
    return name == null ? null : Enum.valueOf(type, name);
  }

  /** The value whose {@link Json} the column holds. */
  public static <T> T json(ResultSet row, String column, Class<T> type) throws SQLException {
    return present(nullableJson(row, column, type), column);
  }

  /** The value whose {@link Json} the column holds, or null. */
  public static <T> @Nullable T nullableJson(ResultSet row, String column, Class<T> type)
      throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Json.read(text, type);
  }

  /** A {@code text[]} column, in its order. */
  public static List<String> textList(ResultSet row, String column) throws SQLException {
    Array array = present(row.getArray(column), column);
    return List.of((String[]) array.getArray());
  }

  private static <T> T present(@Nullable T value, String column) throws SQLException {
    if (value == null) {
      throw new SQLException("The column " + column + " is null where a value must be.");
    }
    return value;
  }
}
