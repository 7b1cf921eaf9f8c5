package app.countersign.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarsTest {

  @Test
  void anIdIsATextOrAWholeNumberAndNothingElse() {
    assertThat(read("ID", "a")).isEqualTo("a");
    assertThat(read("ID", 7)).isEqualTo("7");
    assertThat(read("ID", new BigInteger("99999999999999999999")))
        .isEqualTo("99999999999999999999");
    for (Object wrong : List.of(List.of("a"), Map.of("a", 1), true, new BigDecimal("1.5"))) {
      assertThatThrownBy(() -> read("ID", wrong)).isInstanceOf(CoercingParseValueException.class);
    }
  }

  @Test
  void instantsAreWrittenInUtc() {
    assertThat(write("DateTime", Instant.parse("2026-03-01T09:30:00Z")))
        .isEqualTo("2026-03-01T09:30:00Z");
    assertThat(write("DateTime", OffsetDateTime.parse("2026-03-01T10:30:00.25+01:00")))
        .isEqualTo("2026-03-01T09:30:00.25Z");
    assertThat(write("DateTime", ZonedDateTime.parse("2026-03-01T10:30:00+01:00[Europe/Berlin]")))
        .isEqualTo("2026-03-01T09:30:00Z");
    assertThatThrownBy(() -> write("DateTime", "2026-03-01"))
        .isInstanceOf(CoercingSerializeException.class);
  }

  @Test
  void decimalsAreWrittenInFull() {
    assertThat(write("Decimal", new BigDecimal("1.249E+5"))).isEqualTo("124900");
    assertThat(write("Decimal", new BigDecimal("1249.00"))).isEqualTo("1249.00");
    assertThat(write("Decimal", BigInteger.TEN)).isEqualTo("10");
    assertThat(write("Decimal", 7)).isEqualTo("7");
    assertThat(write("Decimal", 7L)).isEqualTo("7");
    assertThatThrownBy(() -> write("Decimal", 1.5)).isInstanceOf(CoercingSerializeException.class);
  }

  @Test
  void decimalsAreReadFromTextAndNumbers() {
    assertThat(read("Decimal", "1249.00")).isEqualTo(new BigDecimal("1249.00"));
    assertThat(read("Decimal", new BigDecimal("1E+3"))).isEqualTo(new BigDecimal("1E+3"));
    assertThat(read("Decimal", BigInteger.TWO)).isEqualTo(new BigDecimal("2"));
    assertThat(read("Decimal", -3)).isEqualTo(new BigDecimal("-3"));
    assertThat(read("Decimal", 3L)).isEqualTo(new BigDecimal("3"));
    assertThat(literal("Decimal", StringValue.of("0.10"))).isEqualTo(new BigDecimal("0.10"));
    assertThat(literal("Decimal", new FloatValue(new BigDecimal("0.10"))))
        .isEqualTo(new BigDecimal("0.10"));
    assertThat(literal("Decimal", IntValue.of(4))).isEqualTo(new BigDecimal("4"));
  }

  @ParameterizedTest
  @CsvSource({
    "Decimal, 12345678901234567890.1234567890123456789",
    "DateTime, 2026-03-01",
    "DateTime, 2026-03-01T09:30:00",
    "DateTime, 2026-02-30T09:30:00Z",
    "DateTime, 0000-01-01T00:00:00Z",
    "DateTime, 9999-12-31T23:59:59-01:00",
    "DateTime, 0001-01-01T00:00:00+01:00",
    "Date, 2026-2-3",
    "Date, 2026-02-30",
    "Date, 0000-01-01",
    "Date, 2026-03-01T00:00:00Z",
    "URL, /relative",
    "URL, ftp://example.org",
    "URL, javascript:alert(1)",
    "URL, http://["
  })
  void whatIsNotOneIsRefused(String scalar, String text) {
    assertThatThrownBy(() -> read(scalar, text)).isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> literal(scalar, StringValue.of(text)))
        .isInstanceOf(CoercingParseLiteralException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN",
    "Infinity",
    "1e5",
    ".5",
    "5.",
    "+5",
    "' 5'",
    "'$1,249.00'",
    "123456789012345678901234567890123456789"
  })
  void aTextThatIsNoDecimalIsLeftForBindingToRefuseWithItsPath(String text) {
    assertThat(read("Decimal", text)).isEqualTo(new Scalars.NotADecimal(text));
    assertThat(literal("Decimal", StringValue.of(text))).isEqualTo(new Scalars.NotADecimal(text));
  }

  @Test
  void numbersTooLongToKeepAreRefused() {
    assertThatThrownBy(() -> read("Decimal", new BigDecimal("1E+999999999")))
        .isInstanceOf(CoercingParseValueException.class);
    assertThatThrownBy(() -> literal("Decimal", new FloatValue(new BigDecimal("1e-999999999"))))
        .isInstanceOf(CoercingParseLiteralException.class);
    assertThatThrownBy(() -> literal("Decimal", BooleanValue.of(true)))
        .isInstanceOf(CoercingParseLiteralException.class);
    assertThatThrownBy(() -> read("URL", "https://example.org/" + "x".repeat(2_048)))
        .isInstanceOf(CoercingParseValueException.class);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    assertThat(read("DateTime", "2026-03-01t10:30:00.5+01:00"))
        .isEqualTo(OffsetDateTime.parse("2026-03-01T10:30:00.5+01:00"));
    assertThat(read("Date", "2026-03-01")).isEqualTo(LocalDate.of(2026, 3, 1));
    assertThat(read("URL", "HTTPS://example.org/a?b=c"))
        .isEqualTo(URI.create("HTTPS://example.org/a?b=c"));
    assertThat(coercing("Date").valueToLiteral("2026-03-01", context(), Locale.ENGLISH).toString())
        .contains("2026-03-01");
  }

  @Test
  void treesAreWrittenAsWhatTheyHold() throws Exception {
    assertThat(write("JSON", new ObjectMapper().readTree("{\"a\":[1,null]}")))
        .isEqualTo(Map.of("a", java.util.Arrays.asList(1, null)));
    assertThat(write("JSON", List.of("x"))).isEqualTo(List.of("x"));
    assertThat(read("JSON", Map.of("a", 1))).isEqualTo(Map.of("a", 1));
    assertThat(literal("JSON", StringValue.of("x"))).isEqualTo("x");
    assertThat(coercing("JSON").valueToLiteral("x", context(), Locale.ENGLISH))
        .isInstanceOf(StringValue.class);
  }

  private static @Nullable Object write(String scalar, Object value) {
    return coercing(scalar).serialize(value, context(), Locale.ENGLISH);
  }

  private static @Nullable Object read(String scalar, Object value) {
    return coercing(scalar).parseValue(value, context(), Locale.ENGLISH);
  }

  private static @Nullable Object literal(String scalar, Value<?> value) {
    return coercing(scalar)
        .parseLiteral(value, CoercedVariables.emptyVariables(), context(), Locale.ENGLISH);
  }

  private static GraphQLContext context() {
    return GraphQLContext.getDefault();
  }

  private static Coercing<?, ?> coercing(String name) {
    return Scalars.all().stream()
        .filter(scalar -> scalar.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getCoercing();
  }
}
