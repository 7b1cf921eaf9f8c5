package app.countersign.platform.graphql;

import app.countersign.platform.cardnumber.CardNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses inputs that hold a payment card's number or security code, before anything is done with
 * them. Says where they stand, and never what they are.
 */
final class CardNumberDoor {
  private static final int MOST_NAMED = 20;
  private static final String MESSAGE =
      "This looks like the number or the security code of a payment card. Leave it out: neither is"
          + " ever stored.";

  private final List<UserError> errors = new ArrayList<>();

  private CardNumberDoor() {}

  /**
   * Lets an input through.
   *
   * @throws RefusedException with CARD_NUMBER_REFUSED for each place that holds one
   */
  static void pass(Map<String, Object> input) {
    CardNumberDoor door = new CardNumberDoor();
    door.check(input, List.of("input"));
    if (!door.errors.isEmpty()) {
      throw new RefusedException(door.errors);
    }
  }

  private void check(@Nullable Object value, List<String> path) {
    if (errors.size() == MOST_NAMED) {
      return;
    }
    switch (value) {
      case String text -> refuseIf(CardNumbers.areIn(text), path);
      case Double number -> check(BigDecimal.valueOf(number), path);
      case BigDecimal number -> refuseIf(CardNumbers.areIn(number.toPlainString()), path);
      case Number number -> refuseIf(CardNumbers.areIn(number.toString()), path);
      case Map<?, ?> fields -> fields.forEach((name, field) -> check(name, field, path));
      case List<?> items -> {
        for (int index = 0; index < items.size(); index++) {
          check(items.get(index), inside(path, Integer.toString(index)));
        }
      }
      case null, default -> {
        // Nothing that could be written down as digits.
      }
    }
  }

  /** The names in free JSON are texts too; one that is refused is not repeated in a path. */
  private void check(Object name, @Nullable Object field, List<String> path) {
    if (CardNumbers.areIn(name.toString())) {
      refuseIf(true, path);
    } else {
      check(field, inside(path, name.toString()));
    }
  }

  private void refuseIf(boolean isCard, List<String> path) {
    if (isCard) {
      errors.add(new UserError(UserErrorCode.CARD_NUMBER_REFUSED, MESSAGE, path, null, null));
    }
  }

  private static List<String> inside(List<String> path, String name) {
    List<String> inner = new ArrayList<>(path);
    inner.add(name);
    return inner;
  }
}
