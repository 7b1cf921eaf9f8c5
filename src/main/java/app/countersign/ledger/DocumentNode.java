package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document: strict, typed access to the fields of one JSON object, each refusal with
 * the field's path. A null field is an absent field.
 */
record DocumentNode(JsonNode json, String path) {

  private static final int MAX_INTEGER_DIGITS = 12;
  private static final int MAX_DECIMALS = 4;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

  DocumentNode {
    if (!json.isObject()) {
      throw new RefusedDocument(Reason.WRONG_TYPE, path, "An object is expected here.");
    }
  }

  String pathOf(String field) {
    return path.equals("$") ? field : path + "." + field;
  }

  @Nullable DocumentNode object(String field) {
    var value = value(field);
    return value == null ? null : new DocumentNode(value, pathOf(field));
  }

  List<DocumentNode> objects(String field, int atMost) {
    var objects = new ArrayList<DocumentNode>();
    for (var item : array(field, atMost)) {
      objects.add(new DocumentNode(item, pathOf(field) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** The first text in a list of texts. */
  @Nullable String firstText(String field, int maxLength) {
    int position = 0;
    for (var item : array(field, Integer.MAX_VALUE)) {
      if (!item.isNull()) {
        return text(item, pathOf(field) + "[" + position + "]", maxLength);
      }
      position++;
    }
    return null;
  }

  String requiredText(String field, int maxLength) {
    var text = text(field, maxLength);
    if (text == null) {
      throw missing(field);
    }
    return text;
  }

  @Nullable String text(String field, int maxLength) {
    var value = value(field);
    return value == null ? null : text(value, pathOf(field), maxLength);
  }

  @Nullable Boolean flag(String field) {
    var value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw refuse(Reason.WRONG_TYPE, field, "true or false is expected here.");
    }
    return value.booleanValue();
  }

  BigDecimal requiredNumber(String field) {
    var number = number(field);
    if (number == null) {
      throw missing(field);
    }
    return number;
  }

  @Nullable BigDecimal number(String field) {
    var value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw refuse(Reason.WRONG_TYPE, field, "A number is expected here.");
    }
    var number = value.decimalValue().stripTrailingZeros();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if ((long) number.precision() - number.scale() > MAX_INTEGER_DIGITS) {
      throw refuse(Reason.BAD_NUMBER, field, "A number has at most 12 digits before its point.");
    }
    if (number.scale() > MAX_DECIMALS) {
      throw refuse(Reason.BAD_NUMBER, field, "A number has at most 4 decimals.");
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /** A number that cannot be negative. */
  @Nullable BigDecimal magnitude(String field) {
    var number = number(field);
    if (number != null && number.signum() < 0) {
      throw refuse(Reason.BAD_NUMBER, field, "This number cannot be negative.");
    }
    return number;
  }

  LocalDate requiredDate(String field) {
    var date = date(field);
    if (date == null) {
      throw missing(field);
    }
    return date;
  }

  @Nullable LocalDate date(String field) {
    var text = text(field, 100);
    if (text == null) {
      return null;
    }
    try {
      var date = LocalDate.parse(text, DATE);
      if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
        return date;
      }
    } catch (DateTimeException notADate) {
      // refused below, with the same words
    }
    throw refuse(
        Reason.BAD_DATE, field, "A date is written YYYY-MM-DD and lies between 1900 and 2199.");
  }

  @Nullable String currency(String field) {
    var code = text(field, 100);
    if (code == null) {
      return null;
    }
    try {
      if (Currency.getInstance(code).getDefaultFractionDigits() >= 0) {
        return code;
      }
    } catch (IllegalArgumentException unknown) {
      // refused below, with the same words
    }
    throw refuse(Reason.BAD_CURRENCY, field, "A currency is a code of ISO 4217 such as USD.");
  }

  RefusedDocument refuse(Reason reason, String field, String message) {
    return new RefusedDocument(reason, pathOf(field), message);
  }

  private RefusedDocument missing(String field) {
    return refuse(Reason.MISSING, field, "This is required and is missing or null.");
  }

  private @Nullable JsonNode value(String field) {
    var value = json.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private Iterable<JsonNode> array(String field, int atMost) {
    var value = value(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw refuse(Reason.WRONG_TYPE, field, "A list is expected here.");
    }
    if (value.size() > atMost) {
      throw refuse(Reason.TOO_MANY, field, "At most " + atMost + " are accepted here.");
    }
    return value;
  }

  private static String text(JsonNode value, String path, int maxLength) {
    if (!value.isTextual()) {
      throw new RefusedDocument(Reason.WRONG_TYPE, path, "A text is expected here.");
    }
    var text = value.textValue();
    if (text.length() > maxLength) {
      throw new RefusedDocument(
          Reason.TEXT_TOO_LONG, path, "At most " + maxLength + " characters are accepted here.");
    }
    refuseUnsafe(text, path);
    return text;
  }

  /** NUL and lone surrogates are no text: they cannot be stored, sent or compared. */
  static void refuseUnsafe(String text, String path) {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(next)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (next == 0 || (Character.isSurrogate(next) && !pair)) {
        throw new RefusedDocument(
            Reason.BAD_TEXT, path, "NUL characters and half surrogate pairs are not accepted.");
      }
      i += pair ? 1 : 0;
    }
  }
}
