package app.countersign.pipeline;

import app.countersign.persona.Comparison;
import app.countersign.signal.SignalField;
import app.countersign.signal.SignalKind;
import app.countersign.signal.SignalValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one signal, written {@code credit.aggregateUtilizationPct >= 50}, {@code
 * credit.anyOverdue}, {@code income.paymentFrequency == IRREGULAR} or {@code lifeStage.hasMortgage
 * == false}. An unknown signal never matches.
 *
 * @param threshold a number, a yes or no or a word, as the field's kind asks
 */
public record SignalCondition(SignalField field, Comparison comparison, Object threshold) {
  private static final Map<String, Comparison> SIGNS =
      Map.of(
          ">", Comparison.GREATER_THAN,
          ">=", Comparison.AT_LEAST,
          "<", Comparison.LESS_THAN,
          "<=", Comparison.AT_MOST,
          "==", Comparison.EQUALS);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException with what is wrong, where it is none
   */
  public static SignalCondition parse(String expression) {
    List<String> parts = List.of(expression.strip().split("\\s+"));
    SignalField field =
        SignalField.named(parts.getFirst())
            .orElseThrow(() -> wrong(expression, "there is no signal " + parts.getFirst()));
    if (parts.size() == 1) {
      if (field.kind() != SignalKind.FLAG) {
        throw wrong(expression, "only a yes-or-no signal can stand alone");
      }
      return new SignalCondition(field, Comparison.IS_TRUE, true);
    }
    Comparison comparison = SIGNS.get(parts.get(1));
    if (parts.size() != 3 || comparison == null) {
      throw wrong(expression, "write: signal, one of > >= < <= ==, threshold");
    }
    return new SignalCondition(
        field, comparison, threshold(expression, field, comparison, parts.get(2)));
  }

  /** Whether the signal is known and stands so. */
  public boolean matches(SignalValues values) {
    BigDecimal number = values.number(field);
    if (threshold instanceof BigDecimal limit) {
      return number != null && comparison.holds(number, limit);
    }
    return threshold instanceof Boolean
        ? threshold.equals(values.flag(field))
        : threshold.equals(values.text(field));
  }

  /**
   * How clearly a met condition is met, in [0.5, 1]: 0.5 on the threshold, 1 from as far beyond it
   * as the threshold itself is from zero; 1 for conditions that know no more or less; 0 where it is
   * not met.
   */
  public BigDecimal margin(SignalValues values) {
    if (!matches(values)) {
      return BigDecimal.ZERO;
    }
    BigDecimal number = values.number(field);
    if (number == null
        || comparison == Comparison.EQUALS
        || !(threshold instanceof BigDecimal limit)) {
      return BigDecimal.ONE;
    }
    BigDecimal beyond = number.subtract(limit).abs();
    BigDecimal scale = limit.signum() == 0 ? BigDecimal.ONE : limit.abs();
    return HALF.add(beyond.divide(scale, 4, RoundingMode.HALF_UP).multiply(HALF))
        .min(BigDecimal.ONE);
  }

  /** The condition in words with what was seen, for a reader of the trace. */
  public String explain(SignalValues values, ValueText text) {
    String shown = text.of(field, values);
    String seen = field.path() + " is " + (shown == null ? "unknown" : shown);
    if (threshold instanceof BigDecimal limit) {
      return seen + ", wanted " + comparison.words() + " " + text.number(field.kind(), limit);
    }
    return seen + ", wanted " + (threshold instanceof Boolean flag ? yesOrNo(flag) : threshold);
  }

  private static Object threshold(
      String expression, SignalField field, Comparison comparison, String word) {
    if (field.kind().isNumber()) {
      BigDecimal number = number(word);
      if (number == null) {
        throw wrong(expression, word + " is not a number");
      }
      return number;
    }
    if (comparison != Comparison.EQUALS) {
      throw wrong(expression, "only == compares what is not a number");
    }
    if (field.kind() == SignalKind.FLAG) {
      if (!word.equals("true") && !word.equals("false")) {
        throw wrong(expression, word + " is neither true nor false");
      }
      return word.equals("true");
    }
    return word;
  }

  private static @Nullable BigDecimal number(String word) {
    try {
      return new BigDecimal(word);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static String yesOrNo(boolean flag) {
    return flag ? "yes" : "no";
  }

  private static IllegalArgumentException wrong(String expression, String why) {
    return new IllegalArgumentException("'" + expression + "': " + why);
  }
}
