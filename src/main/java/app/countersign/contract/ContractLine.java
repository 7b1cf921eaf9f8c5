package app.countersign.contract;

import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a contract from a line of JSON: the keys and values are those of the mutation's input, and
 * what the schema would refuse is refused. A key for repeating a call is accepted and not needed:
 * the same line again changes nothing.
 */
final class ContractLine {
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");
  private static final JsonMapper MAPPER = mapper();

  private ContractLine() {}

  /**
   * The contract in a line, not yet checked against the rules of an import.
   *
   * @throws RefusedException with UNREADABLE_DOCUMENT for what is no JSON object, or INVALID_INPUT
   *     and the place of what the schema would not let in
   */
  static ImportedContract read(String text) {
    JsonNode line = tree(text);
    shape(line);
    try {
      return MAPPER.treeToValue(line, ImportContractInput.class).contract();
    } catch (JsonMappingException failure) {
      throw misfit(failure);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is bound, not parsed", impossible);
    }
  }

  private static JsonNode tree(String text) {
    try {
      JsonNode line = MAPPER.readTree(text);
      if (line.isObject()) {
        return line;
      }
      throw unreadable("A line is a JSON object.");
    } catch (JsonProcessingException failure) {
      throw unreadable(
          "Not one JSON object, at character %d.".formatted(failure.getLocation().getCharOffset()));
    }
  }

  private static void shape(JsonNode line) {
    for (String field : List.of("contractId", "accountNumber", "type")) {
      given(line, field);
    }
    for (String field : List.of("contractDate", "effectiveDate", "endDate")) {
      written(line, field, DAY, "Write a day as YYYY-MM-DD.");
    }
    written(
        line, "textExtractedAt", INSTANT, "Write a time with its offset: 2026-01-31T08:30:00Z.");
    money(line.path("price"), "price");
    JsonNode loan = line.path("loan");
    if (loan.isObject()) {
      given(loan, "amount", "loan");
      given(loan, "annualRatePct", "loan");
      money(loan.path("amount"), "loan", "amount");
      money(loan.path("payment"), "loan", "payment");
    }
  }

  private static void money(JsonNode money, String... path) {
    if (money.isObject()) {
      given(money, "amount", path);
    }
  }

  private static void given(JsonNode holder, String field, String... path) {
    if (!holder.hasNonNull(field)) {
      throw invalid("This value is missing.", with(path, field));
    }
  }

  private static void written(JsonNode line, String field, Pattern form, String message) {
    if (line.hasNonNull(field)) {
      String text = line.path(field).textValue();
      if (text == null || !form.matcher(text).matches()) {
        throw invalid(message, List.of(field));
      }
    }
  }

  private static RefusedException misfit(JsonMappingException failure) {
    List<String> path = new ArrayList<>();
    for (JsonMappingException.Reference step : failure.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()));
    }
    if (failure instanceof UnrecognizedPropertyException) {
      return invalid("There is no such field.", path);
    }
    boolean isDecimal =
        failure instanceof MismatchedInputException mismatch
            && mismatch.getTargetType() == BigDecimal.class;
    return invalid(
        isDecimal
            ? "Write a number with digits and a point, such as 1249.00: no currency sign, no"
                + " thousands separator."
            : "This value is missing or malformed.",
        path);
  }

  private static RefusedException invalid(String message, List<String> path) {
    List<String> place = new ArrayList<>();
    place.add("input");
    place.addAll(path);
    return RefusedException.of(UserErrorCode.INVALID_INPUT, message, place.toArray(String[]::new));
  }

  private static RefusedException unreadable(String message) {
    return RefusedException.of(UserErrorCode.UNREADABLE_DOCUMENT, message, "$");
  }

  private static List<String> with(String[] path, String last) {
    List<String> longer = new ArrayList<>(Arrays.asList(path));
    longer.add(last);
    return longer;
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Float,
            decimals -> decimals.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
        .withCoercionConfig(
            LogicalType.Enum,
            names ->
                names
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .build();
  }
}
