package app.countersign.ledger;

import app.countersign.ledger.ImportResult.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document: strict, typed access to the fields of one JSON object, each refusal with
 * the field's path. A null field is an absent field.
 *
 * @param parent the object it is in; null for the document itself
 * @param field of the parent
 * @param position in the parent's list; -1 when the field is no list
 */
record DocumentNode(JsonNode json, @Nullable DocumentNode parent, String field, int position) {

  private static final int MAX_INTEGER_DIGITS = 12;
  private static final int MAX_DECIMALS = 4;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  DocumentNode {
    if (!json.isObject()) {
      throw new RefusedDocument(
          Reason.WRONG_TYPE, path(parent, field, position), "An object is expected here.");
    }
  }

  static DocumentNode root(JsonNode json) {
    return new DocumentNode(json, null, "$", -1);
  }

  /** Put together only when it is asked for: documents have many places and few problems. */
  String path() {
    return path(parent, field, position);
  }

  private static String path(@Nullable DocumentNode parent, String field, int position) {
    String own = parent == null ? field : parent.pathOf(field);
    return position < 0 ? own : own + "[" + position + "]";
  }

  String pathOf(String field) {
    return parent == null ? field : path() + "." + field;
  }

  @Nullable DocumentNode object(String field) {
    var value = value(field);
    return value == null ? null : new DocumentNode(value, this, field, -1);
  }

  List<DocumentNode> objects(String field, int atMost) {
    var objects = new ArrayList<DocumentNode>();
    for (var item : array(field, atMost)) {
      objects.add(new DocumentNode(item, this, field, objects.size()));
    }
    return objects;
  }

  /** The first text in a list of texts. */
  @Nullable String firstText(String field, int maxLength) {
    int place = 0;
    for (var item : array(field, Integer.MAX_VALUE)) {
      if (!item.isNull()) {
        return text(item, field, place, maxLength);
      }
      place++;
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

  /** A text that says something; a blank one is an absent one. */
  @Nullable String words(String field, int maxLength) {
    var text = text(field, maxLength);
    return text == null || text.isBlank() ? null : text;
  }

  @Nullable String text(String field, int maxLength) {
    var value = value(field);
    return value == null ? null : text(value, field, -1, maxLength);
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
      if (DATE.matcher(text).matches()) {
        var date =
            LocalDate.of(
                Integer.parseInt(text, 0, 4, 10),
                Integer.parseInt(text, 5, 7, 10),
                Integer.parseInt(text, 8, 10, 10));
        if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
          return date;
        }
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

  private String text(JsonNode value, String name, int place, int maxLength) {
    if (!value.isTextual()) {
      throw new RefusedDocument(
          Reason.WRONG_TYPE, path(this, name, place), "A text is expected here.");
    }
    var text = value.textValue();
    if (text.length() > maxLength) {
      throw new RefusedDocument(
          Reason.TEXT_TOO_LONG,
          path(this, name, place),
          "At most " + maxLength + " characters are accepted here.");
    }
    return text;
  }
}
