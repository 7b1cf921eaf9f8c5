package app.countersign.split;

import app.countersign.money.Money;
import app.countersign.split.InvalidSplit.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Amounts of one currency, as whole minor units and back; what is not exact is refused. */
record Amounts(String currency, int digits) {
  private static final int MOST_DIGITS = 12;
  private static final int MOST_DECIMALS = 12;

  static Amounts in(String currency, String field) {
    if (!Money.isCurrency(currency)) {
      throw new InvalidSplit(
          Reason.BAD_CURRENCY, field + ".currency", "This is not a currency of ISO 4217.");
    }
    return new Amounts(currency, Money.digits(currency));
  }

  /** Null is nothing. */
  BigInteger units(@Nullable Money money, String field) {
    if (money == null) {
      return BigInteger.ZERO;
    }
    if (!money.currency().equals(currency)) {
      throw new InvalidSplit(
          Reason.BAD_CURRENCY,
          field + ".currency",
          "The whole is in %s, and amounts are never converted.".formatted(currency));
    }
    // First, for what has a billion digits is not to be worked on.
    if (isTooLong(money.amount())) {
      throw badAmount(field, "The amount has more than %d digits.".formatted(MOST_DIGITS));
    }
    BigDecimal amount = money.amount().stripTrailingZeros();
    if (amount.scale() > digits) {
      throw badAmount(
          field,
          "%s has %d digits after the point, not %d.".formatted(currency, digits, amount.scale()));
    }
    return amount.setScale(digits).unscaledValue();
  }

  Money money(BigInteger units) {
    return new Money(new BigDecimal(units, digits), currency);
  }

  /** The exact amount, in the currency's major unit. */
  Ratio exact(BigInteger numerator, BigInteger denominator) {
    return new Ratio(numerator, denominator.multiply(BigInteger.TEN.pow(digits)));
  }

  /**
   * Weights as whole numbers in the same ratio to each other.
   *
   * @param fields where each of them stands
   */
  static List<BigInteger> ratio(List<BigDecimal> weights, List<String> fields) {
    var checked = new ArrayList<BigDecimal>(weights.size());
    for (int place = 0; place < weights.size(); place++) {
      checked.add(weight(weights.get(place), fields.get(place)));
    }
    int scale = checked.stream().mapToInt(BigDecimal::scale).reduce(0, Math::max);
    return checked.stream().map(weight -> weight.setScale(scale).unscaledValue()).toList();
  }

  private static BigDecimal weight(BigDecimal given, String field) {
    if (given.signum() < 0) {
      throw new InvalidSplit(Reason.BAD_WEIGHT, field, "This must not be below zero.");
    }
    if (isTooLong(given)) {
      throw new InvalidSplit(
          Reason.BAD_WEIGHT, field, "This has more than %d digits.".formatted(MOST_DIGITS));
    }
    BigDecimal weight = given.stripTrailingZeros();
    if (weight.scale() > MOST_DECIMALS) {
      throw new InvalidSplit(
          Reason.BAD_WEIGHT, field, "This has more than %d decimals.".formatted(MOST_DECIMALS));
    }
    return weight;
  }

  private static boolean isTooLong(BigDecimal number) {
    return (long) number.precision() - number.scale() > MOST_DIGITS;
  }

  private static InvalidSplit badAmount(String field, String message) {
    return new InvalidSplit(Reason.BAD_AMOUNT, field + ".amount", message);
  }
}
