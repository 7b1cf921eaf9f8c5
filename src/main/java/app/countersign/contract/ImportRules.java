package app.countersign.contract;

import app.countersign.money.Money;
import app.countersign.money.MoneyInput;
import app.countersign.platform.graphql.RefusedException;
import app.countersign.platform.graphql.UnsafeText;
import app.countersign.platform.graphql.UserError;
import app.countersign.platform.graphql.UserErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be imported. Every rule that is broken is named with its place; a text of blanks only is
 * one that is not known.
 */
final class ImportRules {
  private static final Pattern CONTRACT_ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern JURISDICTION = Pattern.compile("US(-[A-Z]{2})?");
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_VEHICLE_NAME = 100;
  private static final int LONGEST_TERM = 180;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;
  private static final int LONGEST_KEY = 1_024;
  private static final int LONGEST_TEXT = 5_000_000;
  private static final int MOST_RATE_DIGITS = 10;
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
  private static final String UNSAFE = "NUL characters and half surrogate pairs are not accepted.";

  private final List<UserError> errors = new ArrayList<>();

  private ImportRules() {}

  /**
   * The contract in the form in which it is compared and stored: texts without blanks around them,
   * money with all the digits of its currency.
   *
   * @throws RefusedException with INVALID_INPUT for each rule that is broken
   */
  static ImportedContract checked(ImportedContract stated) {
    ImportRules rules = new ImportRules();
    ImportedContract checked = rules.check(stated);
    if (!rules.errors.isEmpty()) {
      throw new RefusedException(rules.errors);
    }
    return checked;
  }

  private ImportedContract check(ImportedContract stated) {
    String account = stated.accountNumber().strip();
    require(
        CONTRACT_ID.matcher(stated.contractId()).matches(),
        "A contract's id takes 1 to 100 letters, digits, '_', '-' and '.'.",
        "contractId");
    require(AccountNumber.isOne(account), AccountNumber.RULE, "accountNumber");
    range(stated.termMonths(), 1, LONGEST_TERM, "A term has 1 to 180 months.", "termMonths");
    range(stated.odometerAtSale(), 0, Integer.MAX_VALUE, "Miles count from 0.", "odometerAtSale");
    range(stated.mileageLimit(), 1, Integer.MAX_VALUE, "A limit is 1 or more.", "mileageLimit");
    require(
        stated.jurisdiction() == null || JURISDICTION.matcher(stated.jurisdiction()).matches(),
        "Write 'US', or a state such as 'US-CA'.",
        "jurisdiction");
    objectKey(stated.objectKey());
    text(stated);
    return new ImportedContract(
        stated.contractId(),
        account,
        stated.type(),
        stated.contractDate(),
        stated.effectiveDate(),
        stated.endDate(),
        stated.termMonths(),
        name(stated.customerName(), LONGEST_NAME, "customerName"),
        vehicle(stated.vehicle()),
        money(stated.price(), "price"),
        stated.jurisdiction(),
        loan(stated.loan()),
        stated.odometerAtSale(),
        stated.mileageLimit(),
        stated.objectKey(),
        stated.text(),
        stated.textStatus(),
        stated.textExtractedAt());
  }

  private @Nullable Vehicle vehicle(@Nullable Vehicle stated) {
    if (stated == null) {
      return null;
    }
    range(
        stated.year(),
        FIRST_YEAR,
        LAST_YEAR,
        "A model year lies between 1900 and 2100.",
        "vehicle",
        "year");
    return new Vehicle(
        name(stated.make(), LONGEST_VEHICLE_NAME, "vehicle", "make"),
        name(stated.model(), LONGEST_VEHICLE_NAME, "vehicle", "model"),
        stated.year());
  }

  private @Nullable ContractLoan loan(@Nullable ContractLoan stated) {
    if (stated == null) {
      return null;
    }
    BigDecimal rate = stated.annualRatePct();
    boolean isRate =
        rate.signum() >= 0
            && rate.compareTo(WHOLE) <= 0
            && Math.abs((long) rate.scale()) <= MOST_RATE_DIGITS;
    require(isRate, "A rate lies between 0 and 100 percent.", "loan", "annualRatePct");
    Money amount = checkedMoney(stated.amount(), "loan", "amount");
    Money payment = money(stated.payment(), "loan", "payment");
    require(
        payment == null || payment.currency().equals(amount.currency()),
        "A loan is paid in its own currency.",
        "loan",
        "payment",
        "currency");
    return new ContractLoan(amount, isRate ? plain(rate) : rate, payment, stated.lender());
  }

  private @Nullable Money money(@Nullable Money stated, String... path) {
    return stated == null ? null : checkedMoney(stated, path);
  }

  private Money checkedMoney(Money stated, String... path) {
    MoneyInput.Fault fault = new MoneyInput(stated.amount(), stated.currency()).fault();
    if (fault == null) {
      return Money.of(stated.amount(), stated.currency());
    }
    refuse(fault.message(), with(path, fault.field()));
    return stated;
  }

  /** Keys name places below the store, whichever store it is. */
  private void objectKey(@Nullable String key) {
    if (key == null) {
      return;
    }
    // Stores count bytes.
    if (key.isBlank() || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      refuse("A key has 1 to 1,024 bytes in UTF-8.", "objectKey");
    } else if (!UnsafeText.isSafe(key) || key.chars().anyMatch(Character::isISOControl)) {
      refuse("A key has no control characters and no half surrogate pairs.", "objectKey");
    } else if (key.contains("\\") || isOutside(key)) {
      refuse("A key is relative: no '\\', no empty part, no '.' or '..'.", "objectKey");
    }
  }

  private static boolean isOutside(String key) {
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  private void text(ImportedContract stated) {
    String text = stated.text();
    TextStatus status = stated.textStatus();
    if (text == null) {
      require(status != TextStatus.COMPLETED, "COMPLETED needs a text.", "textStatus");
      return;
    }
    require(
        status == null || status == TextStatus.COMPLETED,
        "A text comes with COMPLETED only.",
        "textStatus");
    if (text.isBlank()) {
      refuse("A text without a word is none: leave it out.", "text");
    } else if (text.length() > LONGEST_TEXT
        && text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      refuse("A text has at most 5,000,000 characters.", "text");
    } else {
      require(UnsafeText.isSafe(text), UNSAFE, "text");
    }
  }

  private @Nullable String name(@Nullable String stated, int longest, String... path) {
    if (stated == null || stated.isBlank()) {
      return null;
    }
    String name = stated.strip();
    require(UnsafeText.isSafe(name), UNSAFE, path);
    require(
        name.codePointCount(0, name.length()) <= longest,
        "At most %d characters.".formatted(longest),
        path);
    return name;
  }

  private void range(@Nullable Integer value, int least, int most, String message, String... path) {
    require(value == null || (value >= least && value <= most), message, path);
  }

  private void require(boolean isKept, String message, String... path) {
    if (!isKept) {
      refuse(message, path);
    }
  }

  private void refuse(String message, String... path) {
    List<String> place = new ArrayList<>();
    place.add("input");
    place.addAll(List.of(path));
    errors.add(new UserError(UserErrorCode.INVALID_INPUT, message, place, null, null));
  }

  private static String[] with(String[] path, String last) {
    List<String> longer = new ArrayList<>(List.of(path));
    longer.add(last);
    return longer.toArray(String[]::new);
  }

  private static BigDecimal plain(BigDecimal rate) {
    BigDecimal stripped = rate.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
