package app.countersign.platform.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.scalars.ExtendedScalars;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scalars of the schema. Each is read the same way from a variable and from a literal, and
 * refuses what it cannot keep exactly.
 */
final class Scalars {
  private static final int MAX_URL = 2_048;
  private static final int MAX_YEAR = 9_999;
  private static final int MAX_DIGITS = 38;
  private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,38}(\\.[0-9]{1,38})?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private Scalars() {}

  static List<GraphQLScalarType> all() {
    return List.of(
        scalar(
            "DateTime", new Rule("an RFC 3339 instant", Scalars::writeInstant, Scalars::instant)),
        scalar("Date", new Rule("a calendar day, YYYY-MM-DD", Object::toString, Scalars::day)),
        scalar(
            "Decimal",
            new Rule("an exact decimal number", Scalars::writeDecimal, Scalars::decimal)),
        scalar("URL", new Rule("an absolute http or https URL", Object::toString, Scalars::url)),
        ExtendedScalars.Json.transform(json -> json.name("JSON").coercing(new JsonRule())),
        ExtendedScalars.NonNegativeInt,
        GraphQLScalarType.newScalar(graphql.Scalars.GraphQLID).coercing(new IdRule()).build());
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> rule) {
    return GraphQLScalarType.newScalar().name(name).coercing(rule).build();
  }

  private static String writeInstant(Object value) {
    OffsetDateTime time =
        switch (value) {
          case Instant instant -> instant.atOffset(ZoneOffset.UTC);
          case OffsetDateTime offset -> offset.withOffsetSameInstant(ZoneOffset.UTC);
          case ZonedDateTime zoned ->
              zoned.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
          default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    return InstantText.of(time);
  }

  private static OffsetDateTime instant(Object value) {
    if (value instanceof String text && INSTANT.matcher(text).matches()) {
      OffsetDateTime time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
      // The first day of year 1 and the last of 9999 leave that range when moved to UTC.
      int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= MAX_YEAR) {
        return time;
      }
    }
    throw new IllegalArgumentException("not an instant");
  }

  private static LocalDate day(Object value) {
    if (value instanceof String text && DAY.matcher(text).matches()) {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1) {
        return day;
      }
    }
    throw new IllegalArgumentException("not a day");
  }

  private static String writeDecimal(Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal.toPlainString();
      case BigInteger whole -> whole.toString();
      case Integer whole -> whole.toString();
      case Long whole -> whole.toString();
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  /**
   * A text that is no decimal is let through as what it is: binding refuses it with its path, so
   * that a person who typed {@code $1,249.00} learns which field to mend.
   */
  private static Object decimal(Object value) {
    if (value instanceof String text && !PLAIN_DECIMAL.matcher(text).matches()) {
      return new NotADecimal(text);
    }
    return exact(value);
  }

  private static BigDecimal exact(Object value) {
    BigDecimal number =
        switch (value) {
          case String text -> new BigDecimal(text);
          case BigDecimal decimal -> decimal;
          case BigInteger whole -> new BigDecimal(whole);
          case Integer whole -> BigDecimal.valueOf(whole);
          case Long whole -> BigDecimal.valueOf(whole);
          default -> throw new IllegalArgumentException("not a decimal");
        };
    if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
      throw new IllegalArgumentException("too many digits");
    }
    return number;
  }

  private static URI url(Object value) {
    try {
      if (value instanceof String text && text.length() <= MAX_URL) {
        URI url = new URI(text);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
          return url;
        }
      }
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(malformed);
    }
    throw new IllegalArgumentException("not a URL");
  }

  /** A text where a decimal belongs. */
  record NotADecimal(String text) {}

  private interface Step {
    Object apply(Object value);
  }

  /** A scalar that is written as text and read from text or a number. */
  private record Rule(String what, Step write, Step read) implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
      try {
        return write.apply(result);
      } catch (IllegalArgumentException wrong) {
        throw new CoercingSerializeException("Not " + what + ": " + wrong.getMessage(), wrong);
      }
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return read.apply(input);
      } catch (IllegalArgumentException | DateTimeException wrong) {
        throw new CoercingParseValueException("Expected %s.".formatted(what), wrong);
      }
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      Object plain = plain(input);
      try {
        if (plain != null) {
          return read.apply(plain);
        }
      } catch (IllegalArgumentException | DateTimeException wrong) {
        throw new CoercingParseLiteralException("Expected %s.".formatted(what), wrong);
      }
      throw new CoercingParseLiteralException("Expected %s.".formatted(what));
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
      return StringValue.of(String.valueOf(write.apply(input)));
    }

    private static @Nullable Object plain(Value<?> literal) {
      return switch (literal) {
        case StringValue text -> text.getValue();
        case IntValue number -> number.getValue();
        case FloatValue number -> number.getValue();
        default -> null;
      };
    }
  }

  /** Free-form JSON; a tree of nodes is written as what it holds. */
  private static final class JsonRule implements Coercing<Object, Object> {
    private final Coercing<?, ?> plain = ExtendedScalars.Json.getCoercing();

    @Override
    public @Nullable Object serialize(Object result, GraphQLContext context, Locale locale) {
      return result instanceof JsonNode tree
          ? InputBinder.plain(tree)
          : plain.serialize(result, context, locale);
    }

    @Override
    public @Nullable Object parseValue(Object input, GraphQLContext context, Locale locale) {
      return plain.parseValue(input, context, locale);
    }

    @Override
    public @Nullable Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return plain.parseLiteral(input, variables, context, locale);
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
      return plain.valueToLiteral(input, context, locale);
    }
  }

  /** An id; the engine's own rule takes a list or an object for its Java text. */
  private static final class IdRule implements Coercing<Object, Object> {
    private final Coercing<?, ?> plain = graphql.Scalars.GraphQLID.getCoercing();

    @Override
    public @Nullable Object serialize(Object result, GraphQLContext context, Locale locale) {
      return plain.serialize(result, context, locale);
    }

    @Override
    public @Nullable Object parseValue(Object input, GraphQLContext context, Locale locale) {
      return switch (input) {
        case String _, UUID _, Integer _, Long _, BigInteger _ ->
            plain.parseValue(input, context, locale);
        default -> throw new CoercingParseValueException("Expected a text or a whole number.");
      };
    }

    @Override
    public @Nullable Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      return plain.parseLiteral(input, variables, context, locale);
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
      return plain.valueToLiteral(input, context, locale);
    }
  }
}
