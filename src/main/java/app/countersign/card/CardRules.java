package app.countersign.card;

import app.countersign.money.MoneyInput;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a card; collects every fault of an input before refusing it. */
final class CardRules {
  private static final int LONGEST_NICKNAME = 60;
  private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");
  private static final Pattern MANY_DIGITS = Pattern.compile("(?:[0-9][ -]?){9,}");
  private static final int OLDEST_YEAR = 1950;

  private final List<UserError> errors = new ArrayList<>();

  /** The nickname, trimmed. */
  @Nullable String nickname(@Nullable String nickname) {
    if (nickname == null) {
      return null;
    }
    String trimmed = nickname.strip();
    if (trimmed.isEmpty()
        || trimmed.codePointCount(0, trimmed.length()) > LONGEST_NICKNAME
        || trimmed.codePoints().anyMatch(Character::isISOControl)) {
      refuse(UserErrorCode.INVALID_INPUT, "A nickname has 1 to 60 characters.", "nickname");
    } else if (MANY_DIGITS.matcher(trimmed).find()) {
      refuse(
          UserErrorCode.CARD_NUMBER_REFUSED,
          "This looks like the number of a card, which is never stored.",
          "nickname");
    }
    return trimmed;
  }

  /** Exactly four digits; anything longer is refused without a look. */
  @Nullable String lastFour(@Nullable String lastFour) {
    if (lastFour != null && !FOUR_DIGITS.matcher(lastFour).matches()) {
      refuse(
          lastFour.length() > 4 ? UserErrorCode.CARD_NUMBER_REFUSED : UserErrorCode.INVALID_INPUT,
          "Give the last four digits of the card's number and no more.",
          "lastFour");
    }
    return lastFour;
  }

  /** A limit in the product's currency, above zero. */
  void limit(@Nullable MoneyInput limit, String currency) {
    if (limit == null) {
      return;
    }
    MoneyInput.Fault fault = limit.fault();
    if (fault != null) {
      errors.add(
          UserError.of(
              UserErrorCode.INVALID_INPUT, fault.message(), "input", "creditLimit", fault.field()));
    } else if (limit.amount().signum() == 0) {
      errors.add(
          UserError.of(
              UserErrorCode.INVALID_INPUT,
              "A limit is above 0; leave it out where it is not known.",
              "input",
              "creditLimit",
              "amount"));
    } else if (!limit.money().currency().equals(currency)) {
      errors.add(
          UserError.of(
              UserErrorCode.INVALID_INPUT,
              "The card is in %s, so its limit is too.".formatted(currency),
              "input",
              "creditLimit",
              "currency"));
    }
  }

  void openedOn(@Nullable LocalDate openedOn, LocalDate today) {
    // A day later than in UTC it is somewhere.
    if (openedOn != null
        && (openedOn.getYear() < OLDEST_YEAR || openedOn.isAfter(today.plusDays(1)))) {
      refuse(UserErrorCode.INVALID_INPUT, "A card was opened from 1950 until today.", "openedOn");
    }
  }

  void refuse(UserErrorCode code, String message, String field) {
    errors.add(UserError.of(code, message, "input", field));
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
  }
}
