package app.countersign.card;

import app.countersign.money.Money;
import app.countersign.money.MoneyText;
import java.math.BigDecimal;

/** Figures as sentences have them: {@code 6,000.00 USD}, {@code 2.7%}. */
final class Figures {
  private Figures() {}

  static String money(Money money) {
    return MoneyText.of(money);
  }

  static String money(BigDecimal amount, String currency) {
    return MoneyText.of(amount, currency);
  }

  static String percent(BigDecimal percent) {
    BigDecimal plain = percent.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString() + "%";
  }
}
