package app.countersign.pipeline;

import app.countersign.signal.SignalField;
import app.countersign.signal.SignalValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for the user's own values, {@code {credit.totalCreditUsed}}, used when all of
 * its conditions hold and all of its values are known.
 *
 * @param source as written
 */
public record RationaleTemplate(
    String source, List<SignalCondition> when, List<RationaleTemplate.Piece> pieces) {

  /** A part of a template: fixed words, or the place of a value. */
  public sealed interface Piece {
    /** Words that are always the same. */
    record Words(String text) implements Piece {}

    /** Where the user's value stands. */
    record Place(SignalField field) implements Piece {}
  }

  /** Copies the lists. */
  public RationaleTemplate {
    when = List.copyOf(when);
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when a placeholder is not closed, names no signal, or names a
   *     yes-or-no signal, which does not read as text
   */
  public static RationaleTemplate parse(String source, List<SignalCondition> when) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int open = source.indexOf('{'); open >= 0; open = source.indexOf('{', from)) {
      int close = source.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("a placeholder is not closed");
      }
      pieces.add(new Piece.Words(source.substring(from, open)));
      pieces.add(new Piece.Place(field(source.substring(open + 1, close))));
      from = close + 1;
    }
    pieces.add(new Piece.Words(source.substring(from)));
    return new RationaleTemplate(source, when, pieces);
  }

  /** The signals it shows, in their order. */
  public List<SignalField> fields() {
    List<SignalField> fields = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Place(SignalField field)) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** The text with the user's values, or empty where a condition fails or a value is unknown. */
  public Optional<String> fill(SignalValues values, ValueText text) {
    if (!when.stream().allMatch(condition -> condition.matches(values))) {
      return Optional.empty();
    }
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      String words =
          switch (piece) {
            case Piece.Words(String fixed) -> fixed;
            case Piece.Place(SignalField field) -> text.of(field, values);
          };
      if (words == null) {
        return Optional.empty();
      }
      filled.append(words);
    }
    return Optional.of(filled.toString());
  }

  /** Why {@link #fill} gives nothing, in words; null where it gives a text. */
  public @Nullable String obstacle(SignalValues values, ValueText text) {
    for (SignalCondition condition : when) {
      if (!condition.matches(values)) {
        return condition.explain(values, text);
      }
    }
    return fields().stream()
        .filter(field -> !values.isKnown(field))
        .findFirst()
        .map(field -> field.path() + " is unknown")
        .orElse(null);
  }

  private static SignalField field(String path) {
    SignalField field =
        SignalField.named(path)
            .orElseThrow(() -> new IllegalArgumentException("there is no signal " + path));
    return switch (field.kind()) {
      case FLAG -> throw new IllegalArgumentException(path + " is yes or no and not a text");
      case MONEY, PERCENT, COUNT, MONTHS, DAYS, TEXT, MASK -> field;
    };
  }
}
