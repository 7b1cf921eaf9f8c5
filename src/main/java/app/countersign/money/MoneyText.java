package app.countersign.money;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts as sentences have them: {@code 6,000.00 USD}. */
public final class MoneyText {
  private MoneyText() {}

  /** The amount with all its digits, thousands parted by commas, and the currency's code. */
  public static String of(Money money) {
    StringBuilder pattern = new StringBuilder("#,##0");
    int digits = Math.max(money.amount().scale(), 0);
    if (digits > 0) {
      pattern.append('.').repeat('0', digits);
    }
    DecimalFormat format =
        new DecimalFormat(pattern.toString(), DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(money.amount()) + " " + money.currency();
  }

  /** The amount rounded to the currency's digits. */
  public static String of(BigDecimal amount, String currency) {
    return of(Money.of(amount, currency));
  }
}
