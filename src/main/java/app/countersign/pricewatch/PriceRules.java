package app.countersign.pricewatch;

import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a tracked product; collects every fault of an input before refusing it. */
final class PriceRules {
  static final int LONGEST_NAME = 200;

  private static final int LONGEST_CODE = 200;
  private static final int LONGEST_MERCHANT = 100;
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  // What looks like the number of a payment card has no place in a product's name.
  private static final Pattern CARD_NUMBER = Pattern.compile("(?:[0-9][ -]?){13,19}");

  private final List<UserError> errors = new ArrayList<>();

  String name(String name) {
    return text(name, "name", LONGEST_NAME);
  }

  @Nullable String productCode(@Nullable String code) {
    return code == null ? null : text(code, "productCode", LONGEST_CODE);
  }

  @Nullable String merchant(@Nullable String merchant) {
    return merchant == null ? null : text(merchant, "merchant", LONGEST_MERCHANT);
  }

  /** The scalar lets http and https through only; the text is kept as it is. */
  @Nullable String url(@Nullable URI url) {
    return url == null ? null : url.toString();
  }

  String currency(@Nullable String currency, @Nullable MoneyInput target) {
    String known = currency != null ? currency : target == null ? "USD" : target.money().currency();
    if (!Money.isCurrency(known)) {
      refuse("This is not a currency of ISO 4217.", "currency");
    }
    return known;
  }

  /** An amount above zero, in the product's currency. */
  @Nullable BigDecimal amount(@Nullable MoneyInput money, String currency, String field) {
    if (money == null) {
      return null;
    }
    MoneyInput.Fault fault = money.fault();
    if (fault != null) {
      refuse(fault.message(), field, fault.field());
      return null;
    }
    if (money.amount().signum() == 0) {
      refuse("The amount is above 0.", field, "amount");
    } else if (!money.money().currency().equals(currency)) {
      refuse("The product's prices are in %s.".formatted(currency), field, "currency");
    }
    return money.money().amount();
  }

  void observedAt(Instant at, Instant now) {
    if (at.isAfter(now) || at.isBefore(EARLIEST)) {
      refuse("A price was seen from 1990 until now.", "observedAt");
    }
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
  }

  private String text(String text, String field, int longest) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()
        || trimmed.length() > longest
        || trimmed.codePoints().anyMatch(Character::isISOControl)) {
      refuse("This has 1 to %d characters.".formatted(longest), field);
    } else if (!field.equals("productCode") && CARD_NUMBER.matcher(trimmed).find()) {
      errors.add(
          UserError.of(
              UserErrorCode.CARD_NUMBER_REFUSED,
              "This looks like the number of a card, which is never stored.",
              "input",
              field));
    }
    return trimmed;
  }

  private void refuse(String message, String... path) {
    List<String> whole = new ArrayList<>();
    whole.add("input");
    whole.addAll(List.of(path));
    errors.add(new UserError(UserErrorCode.INVALID_INPUT, message, whole, null, null));
  }
}
