package app.countersign.card;

import app.countersign.money.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as sentences have them: {@code 6,000.00 USD}, {@code 2.7%}. */
final class Figures {
  private Figures() {}

  static String money(Money money) {
    StringBuilder pattern = new StringBuilder("#,##0");
    int digits = money.amount().scale();
    if (digits > 0) {
      pattern.append('.').repeat('0', digits);
    }
    DecimalFormat format =
        new DecimalFormat(pattern.toString(), DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(money.amount()) + " " + money.currency();
  }

  static String money(BigDecimal amount, String currency) {
    return money(Money.of(amount, currency));
  }

  static String percent(BigDecimal percent) {
    BigDecimal plain = percent.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString() + "%";
  }
}
