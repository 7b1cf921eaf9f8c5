package app.countersign.platform.db;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type that a list can be ordered by or a parent be named by: how its values stand in SQL and in
 * cursors. Instants have microseconds, as in the database.
 */
public final class KeyType<V> {
  public static final KeyType<Instant> INSTANT =
      new KeyType<>("timestamptz", KeyType::readInstant, KeyType::parseInstant, Object::toString);
  public static final KeyType<UUID> UUID =
      new KeyType<>(
          "uuid",
          (row, column) -> row.getObject(column, UUID.class),
          KeyType::parseUuid,
          Object::toString);
  public static final KeyType<String> TEXT =
      new KeyType<>("text", ResultSet::getString, text -> text, text -> text);
  public static final KeyType<Long> INTEGER =
      new KeyType<>("int8", KeyType::readLong, Long::valueOf, Object::toString);
  public static final KeyType<BigDecimal> DECIMAL =
      new KeyType<>(
          "numeric", ResultSet::getBigDecimal, KeyType::parseDecimal, BigDecimal::toPlainString);
  public static final KeyType<LocalDate> DATE =
      new KeyType<>(
          "date",
          (row, column) -> row.getObject(column, LocalDate.class),
          KeyType::parseDate,
          Object::toString);

  private static final int LONGEST_DECIMAL = 100;
  private static final int LAST_YEAR = 9999;

  private final String sqlName;
  private final Reader<V> reader;
  private final Function<String, V> parser;
  private final Function<V, String> writer;

  private KeyType(
      String sqlName, Reader<V> reader, Function<String, V> parser, Function<V, String> writer) {
    this.sqlName = sqlName;
    this.reader = reader;
    this.parser = parser;
    this.writer = writer;
  }

  /** The type's name in PostgreSQL. */
  String sqlName() {
    return sqlName;
  }

  @Nullable V read(ResultSet row, String column) throws SQLException {
    return reader.read(row, column);
  }

  /** A value of this type as it stands in a cursor. */
  @SuppressWarnings("unchecked") // what was read by this type
  String text(Object value) {
    return writer.apply((V) value);
  }

  /**
   * The value a cursor carries.
   *
   * @throws RuntimeException where the text is not a value of this type
   */
  V parse(String text) {
    return parser.apply(text);
  }

  private static @Nullable Instant readInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  private static @Nullable Long readLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static Instant parseInstant(String text) {
    Instant instant = Instant.parse(text);
    requireYear(instant.atOffset(ZoneOffset.UTC).getYear());
    return instant;
  }

  private static LocalDate parseDate(String text) {
    LocalDate date = LocalDate.parse(text);
    requireYear(date.getYear());
    return date;
  }

  private static UUID parseUuid(String text) {
    UUID id = java.util.UUID.fromString(text);
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not a whole UUID");
    }
    return id;
  }

  private static BigDecimal parseDecimal(String text) {
    if (text.length() > LONGEST_DECIMAL || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      throw new IllegalArgumentException("not a plain decimal");
    }
    return new BigDecimal(text);
  }

  private static void requireYear(int year) {
    if (year < 1 || year > LAST_YEAR) {
      throw new IllegalArgumentException("year out of range");
    }
  }

  private interface Reader<V> {
    @Nullable V read(ResultSet row, String column) throws SQLException;
  }
}
