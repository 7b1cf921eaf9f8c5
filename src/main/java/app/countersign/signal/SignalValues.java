package app.countersign.signal;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's signals as named values; what is unknown is absent and reads as null. */
public final class SignalValues {
  private final Map<SignalField, Object> values;

  private SignalValues(Map<SignalField, Object> values) {
    this.values = values;
  }

  /** The values of all known fields. */
  public static SignalValues of(UserSignals signals) {
    Map<SignalField, Object> values = new EnumMap<>(SignalField.class);
    for (SignalField field : SignalField.values()) {
      Object value = field.read(signals);
      if (value != null) {
        values.put(field, value);
      }
    }
    return new SignalValues(values);
  }

  /** Whether the value is known. */
  public boolean isKnown(SignalField field) {
    return values.containsKey(field);
  }

  /** The number, or null where it is unknown or the field is not a number. */
  public @Nullable BigDecimal number(SignalField field) {
    return values.get(field) instanceof BigDecimal number ? number : null;
  }

  /** The yes or no, or null where it is unknown or the field is not a flag. */
  public @Nullable Boolean flag(SignalField field) {
    return values.get(field) instanceof Boolean flag ? flag : null;
  }

  /** The word, or null where it is unknown or the field is not a text. */
  public @Nullable String text(SignalField field) {
    return values.get(field) instanceof String text ? text : null;
  }

  /** Whether a flag is known and yes. */
  public boolean isTrue(SignalField field) {
    return Boolean.TRUE.equals(flag(field));
  }
}
