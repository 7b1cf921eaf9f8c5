package app.countersign.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@MicronautTest(transactional = false, startApplication = false)
class RowsTest {
  private final JdbcOperations jdbc;
  private final Clock clock;

  RowsTest(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  enum Colour {
    RED,
    GREEN
  }

  record Point(int x, int y) {}

  @Test
  void everyTypeReadsBackAsItWasBound() {
    UUID id = Ids.next();
    Instant now = clock.instant();
    LocalDate today = LocalDate.parse("2026-03-01");
    BigDecimal amount = new BigDecimal("10.50");

    List<Object> read =
        row(
            """
            select ?::uuid as id, ?::timestamptz as at, ?::date as day, ?::numeric as amount,
              ?::text as name, ?::int as small, ?::bigint as large, ?::bool as yes,
              ?::text as colour, ?::jsonb as point, ?::text[] as names
            """,
            row ->
                List.of(
                    Rows.uuid(row, "id"),
                    Rows.instant(row, "at"),
                    Rows.date(row, "day"),
                    Rows.decimal(row, "amount"),
                    Rows.text(row, "name"),
                    Rows.integer(row, "small"),
                    Rows.longInteger(row, "large"),
                    Rows.bool(row, "yes"),
                    Rows.enumValue(row, "colour", Colour.class),
                    Rows.json(row, "point", Point.class),
                    Rows.textList(row, "names")),
            id,
            now,
            today,
            amount,
            "名",
            7,
            1L << 40,
            true,
            Colour.GREEN,
            Json.write(new Point(1, 2)),
            List.of("a", "b,\"c\""));

    assertThat(read)
        .containsExactly(
            id,
            now,
            today,
            amount,
            "名",
            7,
            1L << 40,
            true,
            Colour.GREEN,
            new Point(1, 2),
            List.of("a", "b,\"c\""));
  }

  @Test
  void aNullableReaderGivesNull() {
    List<@Nullable Object> read =
        this.<List<@Nullable Object>>row(
            """
            select null::uuid as id, null::timestamptz as at, null::date as day,
              null::numeric as amount, null::text as name, null::int as number, null::bool as yes
            """,
            row ->
                Arrays.asList(
                    Rows.nullableUuid(row, "id"),
                    Rows.nullableInstant(row, "at"),
                    Rows.nullableDate(row, "day"),
                    Rows.nullableDecimal(row, "amount"),
                    Rows.nullableText(row, "name"),
                    Rows.nullableInteger(row, "number"),
                    Rows.nullableLongInteger(row, "number"),
                    Rows.nullableBool(row, "yes"),
                    Rows.nullableEnumValue(row, "name", Colour.class),
                    Rows.nullableJson(row, "name", Point.class)));

    assertThat(read).hasSize(10).containsOnlyNulls();
  }

  static List<RowMapper<Object>> strictReaders() {
    return List.of(
        row -> Rows.text(row, "nothing"),
        row -> Rows.integer(row, "nothing"),
        row -> Rows.enumValue(row, "nothing", Colour.class),
        row -> Rows.json(row, "nothing", Point.class),
        row -> Rows.textList(row, "nothing"));
  }

  @ParameterizedTest
  @MethodSource("strictReaders")
  void aStrictReaderNamesTheColumnThatIsNull(RowMapper<Object> reader) {
    assertThatThrownBy(() -> row("select null as nothing", reader))
        .hasRootCauseInstanceOf(SQLException.class)
        .hasMessageContaining("The column nothing is null where a value must be.");
  }

  @Test
  void aCollectionIsBoundAsAnArrayOfItsType() {
    UUID id = Ids.next();

    assertThat(bool("? = any(?)", id, List.of(Ids.next(), id))).isTrue();
    assertThat(bool("? = any(?)", 3, List.of(1, 2))).isFalse();
    assertThat(bool("? = any(?)", 3L, List.of(3L))).isTrue();
    assertThat(bool("? = any(?)", Colour.RED, List.of(Colour.RED, Colour.GREEN))).isTrue();
    assertThat(bool("? = any(?::uuid[])", id, List.of())).isFalse();
  }

  private boolean bool(String expression, Object... values) {
    return row("select " + expression + " as is_so", row -> Rows.bool(row, "is_so"), values);
  }

  private <T> T row(String sql, RowMapper<T> mapper, Object... values) {
    return jdbc.execute(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.bind(statement, Arrays.asList(values));
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              return mapper.map(rows);
            }
          }
        });
  }
}
