package app.countersign.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** An amount in a currency, by ISO 4217. */
public record Money(BigDecimal amount, String currency) {
  private static final Map<String, Integer> DIGITS =
      Currency.getAvailableCurrencies().stream()
          .collect(
              Collectors.toMap(
                  Currency::getCurrencyCode,
                  known -> Math.max(known.getDefaultFractionDigits(), 0)));

  /** Rounds to the currency's digits, half up; the one place where money is rounded for show. */
  public static Money of(BigDecimal amount, String currency) {
    return new Money(amount.setScale(digits(currency), RoundingMode.HALF_UP), currency);
  }

  /** Whether ISO 4217 has the currency. */
  public static boolean isCurrency(String currency) {
    return DIGITS.containsKey(currency);
  }

  /** How many digits the currency has after the point; 2 where it is not known. */
  public static int digits(String currency) {
    return DIGITS.getOrDefault(currency, 2);
  }
}
